/** Exponentially weighted mean up to and including each value; a missing one (NaN) changes nothing. Shape (n). */
export function exponentialMeans(values: Float64Array, halfLifeBars: number): Float64Array {
  const gain = 1 - 0.5 ** (1 / halfLifeBars);
  const means = new Float64Array(values.length);
  let mean = values.find((value) => !Number.isNaN(value)) ?? Number.NaN;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) mean += gain * (values[i] - mean);
    means[i] = mean;
  }
  return means;
}
