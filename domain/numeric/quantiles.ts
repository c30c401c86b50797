import { LEVELS } from './levels.ts';

/**
 * Type-7 quantile (Hyndman & Fan 1996; the default of R and NumPy) of an ascending sample.
 * `sorted`: at least one finite value; `p` in [0, 1].
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  const h = (sorted.length - 1) * p;
  const low = Math.floor(h);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (h - low) * (sorted[high] - sorted[low]);
}

/** Ascending copy of the finite values of a sample. */
export function sortedFinite(sample: ArrayLike<number>): Float64Array {
  return Float64Array.from(sample).filter(Number.isFinite).sort();
}

/** Type-7 quantiles of an ascending sample on the forecast grid; shape (103). */
export function gridQuantiles(sorted: ArrayLike<number>): Float64Array {
  return Float64Array.from(LEVELS, (p) => quantileSorted(sorted, p));
}

/** Distance from the 10 % to the 90 % quantile (type 7); shape (n), in any order. */
export function middleWidth(values: Float64Array): number {
  const sorted = values.slice().sort();
  return quantileSorted(sorted, 0.9) - quantileSorted(sorted, 0.1);
}
