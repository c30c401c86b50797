/** How much of the ensemble's lean towards up or down to believe. */

/** One past decision: the probability of up that the calibrated quantiles gave, the base rate then, what happened. */
export interface DirectionRow {
  readonly lean: number;
  readonly baseRate: number;
  readonly up: boolean;
  readonly weight: number;
}

/** Variance of a fair coin: the noise around a probability. */
const COIN_VARIANCE = 0.25;

/**
 * Share of the lean away from the base rate that past outcomes bore out: posterior mean of the slope of (up − base) on
 * (lean − base) under a N(0, 1) prior (ridge regression), within [0, 1]. 0 without rows: direction is a coin flip until
 * shown otherwise.
 */
export function directionSlope(rows: readonly DirectionRow[]): number {
  let covariance = 0;
  let variance = COIN_VARIANCE;
  for (const { lean, baseRate, up, weight } of rows) {
    covariance += weight * (lean - baseRate) * ((up ? 1 : 0) - baseRate);
    variance += weight * (lean - baseRate) ** 2;
  }
  return Math.min(1, Math.max(0, covariance / variance));
}

/** The base rate, moved towards the lean by the slope. */
export function leanedProbability(lean: number, baseRate: number, slope: number): number {
  return baseRate + slope * (lean - baseRate);
}
