import { between } from '../fitted-horizons.ts';

/** Horizons that trees are fitted for, in bars, ascending. */
export const FITTED_HORIZONS: readonly number[] = [4, 12, 24];
export const SHORTEST_BARS: number = FITTED_HORIZONS[0];
export const LONGEST_BARS: number = FITTED_HORIZONS[FITTED_HORIZONS.length - 1];

/** A figure that is known at the fitted horizons, by their position, at any other. */
export function interpolated(horizonBars: number, figureAt: (fitted: number) => number): number {
  const { below, above, share } = between(FITTED_HORIZONS, horizonBars);
  return (1 - share) * figureAt(below) + share * figureAt(above);
}
