import { type IntervalName, interval } from './coverage.ts';

/**
 * Winkler (interval) score of a central interval (Gneiting & Raftery 2007, eq. 43): its width, plus 2/α times the
 * distance by which the outcome missed it; ends inclusive; in the unit of the outcome, lower is better.
 */
export function winkler(quantiles: ArrayLike<number>, name: IntervalName, outcome: number): number {
  const [low, high] = interval(quantiles, name);
  const alpha = 1 - Number(name) / 100;
  const missed = Math.max(low - outcome, outcome - high, 0);
  return high - low + (2 / alpha) * missed;
}
