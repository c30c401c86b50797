/**
 * Variance of the mean of a dependent series, times its length: γ₀ + 2 Σ (1 − k/(lags + 1)) γ_k over `lags` autocovariances
 * (Newey & West 1987, Bartlett weights). `centred`: of mean 0, in time, shape (n).
 */
export function longRunVariance(centred: Float64Array, lags: number): number {
  const n = centred.length;
  let variance = 0;
  for (let lag = 0; lag <= Math.min(lags, n - 1); lag++) {
    let covariance = 0;
    for (let i = lag; i < n; i++) covariance += centred[i] * centred[i - lag];
    variance += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * (covariance / n);
  }
  return variance;
}
