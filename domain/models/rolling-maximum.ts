/**
 * Largest of the last `window` values at each of them, NaN stepped over; NaN where all of them are missing. Monotonic
 * queue (Lemire 2006, Streaming Maximum-Minimum Filter). Shape (n).
 */
export function rollingMaxima(values: Float64Array, window: number): Float64Array {
  const maxima = new Float64Array(values.length);
  const queue = new Int32Array(values.length);
  let first = 0;
  let end = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) {
      while (end > first && values[queue[end - 1]] <= values[i]) end--;
      queue[end++] = i;
    }
    if (first < end && queue[first] <= i - window) first++;
    maxima[i] = first < end ? values[queue[first]] : Number.NaN;
  }
  return maxima;
}
