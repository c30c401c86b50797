import { levelIndex } from '../numeric/levels.ts';

/** 0.9-quantile of the standard normal. */
const Z90 = 1.2815515655446004;

/**
 * Width of a forecast distribution as the σ of the normal with the same middle 80 %, in log-return; the yardstick of
 * barriers, stops and targets. `quantiles`: shape (103).
 */
export function sigmaOf(quantiles: ArrayLike<number>): number {
  return (quantiles[levelIndex(0.9)] - quantiles[levelIndex(0.1)]) / (2 * Z90);
}

/** σ of the 24-hour forecast; of the nearest horizon, changed by the square root of time, where none is for 24 hours. */
export function sigma24Of(
  published: readonly { readonly horizonHours: number; readonly quantiles: ArrayLike<number> }[],
): number {
  const byDistance = published.toSorted((a, b) => Math.abs(a.horizonHours - 24) - Math.abs(b.horizonHours - 24));
  const [nearest] = byDistance;
  return sigmaOf(nearest.quantiles) * Math.sqrt(24 / nearest.horizonHours);
}
