/** Autocorrelation of a series in time at a lag of whole steps, in [−1, 1]; NaN where nothing varies. */
export function autocorrelation(series: ArrayLike<number>, lag: number): number {
  const values = Float64Array.from(series);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  let product = 0;
  let square = 0;
  for (let i = 0; i < values.length; i++) {
    square += (values[i] - mean) ** 2;
    if (i >= lag) product += (values[i] - mean) * (values[i - lag] - mean);
  }
  return product / square;
}
