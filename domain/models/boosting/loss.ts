/** What the trees are fitted to. An error is prediction − target; all in the unit of the target. */
import { quantileSorted } from '../../numeric/quantiles.ts';

export interface Loss {
  /** The constant that loses least. */
  readonly start: number;
  /** Slope of the loss in the prediction. */
  slope(error: number): number;
  /** Second derivative of the expected loss around the truth: the Newton step is slope / curvature. */
  readonly curvature: number;
  of(error: number): number;
}

/** Half the squared error: the prediction becomes the conditional mean. */
export function squaredLoss(targets: Float64Array): Loss {
  return {
    start: targets.reduce((sum, target) => sum + target, 0) / targets.length,
    slope: (error) => error,
    curvature: 1,
    of: (error) => (error * error) / 2,
  };
}

/** Distance in probability over which the density around a quantile is read off the sample. */
const DENSITY_REACH = 0.1;

/**
 * Pinball loss: the prediction becomes the conditional quantile at `level` (Koenker & Bassett 1978). Its own second
 * derivative is zero nearly everywhere; that of its expectation is the density of the targets at the quantile, which is
 * read off the sample (the sparsity function of Koenker 2005, Quantile Regression, §3.4).
 *
 * @example boost(features, [{ targets, loss: pinballLoss(targets, 0.9), priorRows: 20 }], settings, rng)
 */
export function pinballLoss(targets: Float64Array, level: number): Loss {
  const sorted = targets.toSorted();
  const [low, high] = [Math.max(0, level - DENSITY_REACH), Math.min(1, level + DENSITY_REACH)];
  return {
    start: quantileSorted(sorted, level),
    slope: (error) => (error > 0 ? 1 - level : -level),
    curvature: (high - low) / (quantileSorted(sorted, high) - quantileSorted(sorted, low)),
    of: (error) => (error > 0 ? (1 - level) * error : -level * error),
  };
}
