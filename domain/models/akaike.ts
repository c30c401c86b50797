/**
 * What the corrected Akaike criterion adds to −2 ln L for `estimated` parameters from `count` values:
 * 2k + 2k(k + 1)/(n − k − 1) (Hurvich & Tsai 1989, Regression and Time Series Model Selection in Small Samples).
 */
export function aiccPenalty(estimated: number, count: number): number {
  return 2 * estimated + (2 * estimated * (estimated + 1)) / Math.max(1, count - estimated - 1);
}
