/** How a model puts its answer together: one forecast per horizon, or the first reason why there is none. */
import { LEVELS } from '../numeric/levels.ts';
import { isNotEnough, type NotEnough, type QuantileForecast } from './model.ts';

/** Fewer values than this cannot stand for a distribution with 1 % tails. */
export const FEWEST_SAMPLE = 200;

/** @example perHorizon([4, 12], (horizonBars) => climatologyQuantiles(history, horizonBars)) */
export function perHorizon(
  horizonsBars: readonly number[],
  quantilesOf: (horizonBars: number) => Float64Array | NotEnough,
): QuantileForecast[] | NotEnough {
  const forecasts: QuantileForecast[] = [];
  for (const horizonBars of horizonsBars) {
    const quantiles = quantilesOf(horizonBars);
    if (isNotEnough(quantiles)) return quantiles;
    forecasts.push({ horizonBars, quantiles });
  }
  return forecasts;
}

/** The refusal of a sample that is too thin, or null. `what` names its values: "4-bar returns". */
export function tooThin(sample: { readonly length: number }, what: string): NotEnough | null {
  if (sample.length >= FEWEST_SAMPLE) return null;
  return { notEnough: `needs ${FEWEST_SAMPLE} ${what}, the history has ${sample.length}` };
}

/** location + scale · quantiles, for scale ≥ 0. Shape (103). */
export function moved(quantiles: Float64Array, location: number, scale: number): Float64Array {
  const result = new Float64Array(LEVELS.length);
  for (let i = 0; i < result.length; i++) result[i] = location + scale * quantiles[i];
  return result;
}
