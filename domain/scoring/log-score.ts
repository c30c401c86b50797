import { densityAt } from '../numeric/distribution.ts';

/**
 * Logarithmic score of a forecast distribution: −ln of its density at the outcome (linear CDF between the levels,
 * exponential tails, METHODS §1); lower is better, Infinity where the forecast had no mass. `quantiles`: shape (103).
 */
export function logScore(quantiles: ArrayLike<number>, outcome: number): number {
  return -Math.log(densityAt(quantiles, outcome));
}

/** Logarithmic score over exclusive, exhaustive classes: −ln of the probability given to the class that came. */
export function multiClassLogScore(probabilities: readonly number[], happened: number): number {
  return -Math.log(probabilities[happened]);
}
