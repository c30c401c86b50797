/**
 * A forecast on the grid LEVELS read as a whole distribution (METHODS §1): the CDF is linear between the levels and has
 * exponential tails that continue through the outermost two levels of each side.
 */
import { firstAbove } from './ordered-search.ts';
import { LEVELS } from './levels.ts';

const LAST = LEVELS.length - 1;
/** Both outermost cells go from 0.5 % to 1 % of tail mass: one halving. */
const TAIL_MASS = LEVELS[0];

/**
 * F(x) = P(X ≤ x), in [0, 1]. `quantiles`: shape (103), non-decreasing. Where several levels share a value the CDF
 * jumps and the upper end of the jump counts.
 */
export function cdfAt(quantiles: ArrayLike<number>, x: number): number {
  if (x < quantiles[0]) return TAIL_MASS * decay(quantiles[0] - x, lowerTailScale(quantiles));
  if (x >= quantiles[LAST]) return 1 - TAIL_MASS * decay(x - quantiles[LAST], upperTailScale(quantiles));
  const at = lastAtMost(quantiles, x);
  const share = (x - quantiles[at]) / (quantiles[at + 1] - quantiles[at]);
  return LEVELS[at] + share * (LEVELS[at + 1] - LEVELS[at]);
}

/** The inverse of `cdfAt`: the value at a probability strictly between 0 and 1. */
export function quantileAt(quantiles: ArrayLike<number>, p: number): number {
  if (p < LEVELS[0]) return quantiles[0] + lowerTailScale(quantiles) * Math.log(p / TAIL_MASS);
  if (p >= LEVELS[LAST]) return quantiles[LAST] - upperTailScale(quantiles) * Math.log((1 - p) / TAIL_MASS);
  const at = lastAtMost(LEVELS, p);
  const share = (p - LEVELS[at]) / (LEVELS[at + 1] - LEVELS[at]);
  return quantiles[at] + share * (quantiles[at + 1] - quantiles[at]);
}

/** Density of the same distribution; Infinity on an atom (levels that share a value), 0 outside a tail without scale. */
export function densityAt(quantiles: ArrayLike<number>, x: number): number {
  if (x < quantiles[0]) return tailDensity(quantiles[0] - x, lowerTailScale(quantiles));
  if (x >= quantiles[LAST]) return tailDensity(x - quantiles[LAST], upperTailScale(quantiles));
  const at = lastAtMost(quantiles, x);
  if (at > 0 && quantiles[at] === x && quantiles[at - 1] === x) return Number.POSITIVE_INFINITY;
  return (LEVELS[at + 1] - LEVELS[at]) / (quantiles[at + 1] - quantiles[at]);
}

function lowerTailScale(quantiles: ArrayLike<number>): number {
  return (quantiles[1] - quantiles[0]) / Math.LN2;
}

function upperTailScale(quantiles: ArrayLike<number>): number {
  return (quantiles[LAST] - quantiles[LAST - 1]) / Math.LN2;
}

/** Share of the tail's mass beyond a distance; a tail without scale ends where it begins. */
function decay(distance: number, scale: number): number {
  return scale > 0 ? Math.exp(-distance / scale) : 0;
}

function tailDensity(distance: number, scale: number): number {
  return scale > 0 ? (TAIL_MASS / scale) * Math.exp(-distance / scale) : 0;
}

/** Index of the last element ≤ x of an ascending sequence whose first element is ≤ x. */
function lastAtMost(ascending: ArrayLike<number>, x: number): number {
  return Math.max(0, firstAbove(ascending, x) - 1);
}
