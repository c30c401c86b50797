/**
 * From what a filter knows to σ over the bars ahead: ln variance over a horizon is a weighted sum of the components that
 * the filter follows, with the weights under which past absolute returns were likeliest. They fall with the horizon: a
 * filter that is best for the next hour overreacts for the next day.
 */
import type { History } from '../market/history.ts';
import { LEAST_MOVE } from './calmed-returns.ts';
import type { KnownAt } from './filtered-simulation.ts';
import { between } from './fitted-horizons.ts';
import { barOfWeek, barsOfHour, factorsAhead, type HourFactors } from './hour-of-week.ts';
import { descend } from './quasi-newton.ts';
import { logCloses } from './returns.ts';

/** Horizons in bars whose weights are estimated; between them ln(horizon) interpolates. */
const FITTED_HORIZONS = [1, 4, 12, 24, 48];
/** Hours next to each other repeat each other, and in steps of five every hour of the week is met. */
const ROW_STEP = 5;
const FIRST_WEIGHT = 0.8;
const WEIGHT_STEP = 0.3;

/** Components of ln variance of an hour, freed of the hour of the week, as known after each bar. */
export interface Components {
  readonly count: number;
  /** Row-major, shape (bars × count). */
  readonly values: Float64Array;
}

/** Per fitted horizon, one per component. */
export type HorizonWeights = readonly (readonly number[])[];

/** From the returns that follow every fifth bar from `firstBar` on. */
export function fitHorizonWeights(
  history: History,
  factors: HourFactors,
  components: Components,
  firstBar: number,
): HorizonWeights {
  const logs = logCloses(history);
  return FITTED_HORIZONS.map((horizonBars) => {
    const ahead = factorsAhead(factors, horizonBars, barsOfHour(history));
    const bars: number[] = [];
    const sizes: number[] = [];
    for (let bar = firstBar; bar + horizonBars < logs.length; bar += ROW_STEP) {
      const move = Math.abs(logs[bar + horizonBars] - logs[bar]);
      if (Number.isNaN(move)) continue;
      bars.push(bar);
      sizes.push(Math.max(move, LEAST_MOVE) / Math.sqrt(ahead[barOfWeek(history, bar)]));
    }
    return likeliestWeights(Float64Array.from(sizes), centredRows(components, bars), components.count);
  });
}

/** σ over the horizon up to a factor, hour of the week included, as known at any bar. */
export function sigmaAhead(
  history: History,
  factors: HourFactors,
  { count, values }: Components,
  weights: HorizonWeights,
  horizonBars: number,
): KnownAt {
  const seasons = factorsAhead(factors, horizonBars, barsOfHour(history)).map(Math.sqrt);
  const { below, above, share } = between(FITTED_HORIZONS, horizonBars);
  const own = weights[above].map((upper, i) => 0.5 * (weights[below][i] * (1 - share) + upper * share));
  return (bar) => {
    let log = 0;
    for (let i = 0; i < count; i++) log += own[i] * values[bar * count + i];
    return seasons[barOfWeek(history, bar)] * Math.exp(log);
  };
}

function centredRows({ count, values }: Components, bars: readonly number[]): Float64Array {
  const rows = Float64Array.from({ length: bars.length * count }, (_, at) => {
    return values[bars[Math.floor(at / count)] * count + (at % count)];
  });
  for (let i = 0; i < count; i++) {
    let mean = 0;
    for (let at = i; at < rows.length; at += count) mean += rows[at] / bars.length;
    for (let at = i; at < rows.length; at += count) rows[at] -= mean;
  }
  return rows;
}

/**
 * The w that minimise ln mean(|r|·exp(−w·x/2)) for centred x: the likelihood of a double exponential with scale
 * exp(a + w·x/2), where a is the best one. Convex.
 */
function likeliestWeights(sizes: Float64Array, rows: Float64Array, count: number): number[] {
  const loss = (weights: Float64Array, slope: Float64Array) => {
    let all = 0;
    slope.fill(0);
    for (let row = 0; row < sizes.length; row++) {
      let log = 0;
      for (let i = 0; i < count; i++) log -= 0.5 * weights[i] * rows[row * count + i];
      const scaled = sizes[row] * Math.exp(log);
      all += scaled;
      for (let i = 0; i < count; i++) slope[i] -= 0.5 * scaled * rows[row * count + i];
    }
    for (let i = 0; i < count; i++) slope[i] /= all;
    return Math.log(all / sizes.length);
  };
  const per = (value: number) => Array.from({ length: count }, () => value);
  return Array.from(descend(loss, per(FIRST_WEIGHT), per(WEIGHT_STEP)).at);
}
