/** 1 + ratio + ratio² + … , `terms` terms. */
export function geometricSum(ratio: number, terms: number): number {
  return ratio === 1 ? terms : (1 - ratio ** terms) / (1 - ratio);
}
