import { LEVELS } from '../numeric/levels.ts';

/**
 * Quantile averaging (Vincent 1912; Lichtendahl, Grushka-Cockayne & Winkler 2013): each level of the combination is the
 * weighted mean of the members' quantiles at that level. Non-decreasing when the members are. Summed in the order given:
 * who wants the same bytes from any order of members passes them sorted.
 */
export function averageQuantiles(members: readonly { quantiles: ArrayLike<number>; weight: number }[]): Float64Array {
  const average = new Float64Array(LEVELS.length);
  for (const { quantiles, weight } of members) {
    for (let i = 0; i < average.length; i++) average[i] += weight * quantiles[i];
  }
  return average;
}

/** Weights divided by their sum; equal when that is 0. */
export function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
}
