/**
 * A filter that is best for the next hour overreacts for the next day: its forecasts spread further than what follows.
 * Here they are drawn towards the usual: σ becomes σ^b, with the b under which past absolute returns were likeliest.
 */
import type { History } from '../market/history.ts';
import { between } from './fitted-horizons.ts';
import type { KnownAt } from './filtered-simulation.ts';
import { type HourFactors, factorsAhead, hourOfWeek } from './hour-of-week.ts';
import { logCloses } from './returns.ts';

/** Horizons in bars for which it is estimated; between them ln(horizon) interpolates. */
const FITTED_HORIZONS = [4, 12, 24, 48];
/** Hours next to each other repeat each other, and in steps of five every hour of the week is met. */
const ROW_STEP = 5;
const NEWTON_STEPS = 8;
const LEAST = 0.2;
const MOST = 1.5;

/** One per fitted horizon. */
export type Elasticities = readonly number[];

/** From the bars after `firstBar`. `variance(horizonBars)`: the filter's own variance over the bars ahead. */
export function fitElasticities(
  history: History,
  factors: HourFactors,
  variance: (horizonBars: number) => KnownAt,
  firstBar: number,
): Elasticities {
  const logs = logCloses(history);
  return FITTED_HORIZONS.map((horizonBars) => {
    const ahead = factorsAhead(factors, horizonBars);
    const known = variance(horizonBars);
    const most = Math.ceil(Math.max(0, logs.length - firstBar) / ROW_STEP);
    const [sizes, sigmas] = [new Float64Array(most), new Float64Array(most)];
    let rows = 0;
    for (let bar = firstBar; bar + horizonBars < logs.length; bar += ROW_STEP) {
      const season = ahead[hourOfWeek(history, bar)];
      const size = Math.abs(logs[bar + horizonBars] - logs[bar]) / Math.sqrt(season);
      if (Number.isNaN(size)) continue;
      sizes[rows] = size;
      sigmas[rows++] = 0.5 * Math.log(known(bar) / season);
    }
    return likeliestElasticity(sizes.subarray(0, rows), sigmas.subarray(0, rows));
  });
}

/** Variances over one horizon, their part that is not the hour of the week raised to the elasticity. */
export function tempered(
  history: History,
  factors: HourFactors,
  horizonBars: number,
  variance: KnownAt,
  elasticities: Elasticities,
): KnownAt {
  const ahead = factorsAhead(factors, horizonBars);
  const elasticity = elasticityFor(elasticities, horizonBars);
  return (bar) => {
    const season = ahead[hourOfWeek(history, bar)];
    return season * (variance(bar) / season) ** elasticity;
  };
}

/**
 * The b that minimises mean(b·s) + ln mean(|r|·exp(−b·s)), the likelihood of a double exponential with scale
 * exp(a + b·s) where a is the best one: convex, by Newton's method.
 */
function likeliestElasticity(sizes: Float64Array, sigmas: Float64Array): number {
  const count = sizes.length;
  const middle = sigmas.reduce((sum, sigma) => sum + sigma, 0) / count;
  let elasticity = 1;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    let [all, first, second] = [0, 0, 0];
    for (let row = 0; row < count; row++) {
      const apart = sigmas[row] - middle;
      const scaled = sizes[row] * Math.exp(-elasticity * apart);
      all += scaled;
      first += scaled * apart;
      second += scaled * apart * apart;
    }
    const pull = first / all;
    const curvature = second / all - pull * pull;
    if (!(curvature > 1e-12)) return elasticity;
    elasticity = Math.min(MOST, Math.max(LEAST, elasticity + pull / curvature));
  }
  return elasticity;
}

function elasticityFor(elasticities: Elasticities, horizonBars: number): number {
  const { below, above, share } = between(FITTED_HORIZONS, horizonBars);
  return elasticities[below] * (1 - share) + elasticities[above] * share;
}
