/** Variance over the bars ahead where its logarithm is what is forecast. */
import type { History } from '../market/history.ts';
import type { KnownAt } from './filtered-simulation.ts';
import { type HourFactors, hourOfWeek } from './hour-of-week.ts';
import { WEEK_BARS } from './returns.ts';

/** Expected variance changes smoothly with the distance: it is computed at these, in bars, and drawn straight between them. */
const DISTANCES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 36, 48];

/** ln of the variance expected at a distance: constant + Σ loading · state. */
export interface LogForecast {
  readonly constant: number;
  readonly loadings: readonly number[];
}

/**
 * Sum over the bars ahead of factor · expected variance, as known at any bar. `states`: row-major, one row per bar;
 * `at(distance)`: the forecast from them, distance in bars from 1.
 */
export function logVarianceAhead(
  history: History,
  factors: HourFactors,
  horizonBars: number,
  states: Float64Array,
  at: (distance: number) => LogForecast,
): KnownAt {
  const distances = [...DISTANCES.filter((distance) => distance < horizonBars), horizonBars];
  const forecasts = distances.map(at);
  const constants = Float64Array.from(forecasts, ({ constant }) => constant);
  const loadings = Float64Array.from(forecasts.flatMap((forecast) => forecast.loadings));
  const count = distances.length;
  const parts = loadings.length / count;
  const weights = weightsOf(factors, distances);
  return (bar) => {
    const cell = hourOfWeek(history, bar) * count;
    let sum = 0;
    for (let node = 0; node < count; node++) {
      let log = constants[node];
      for (let part = 0; part < parts; part++) log += loadings[node * parts + part] * states[bar * parts + part];
      sum += weights[cell + node] * Math.exp(log);
    }
    return sum;
  };
}

/** How much the value at each distance counts, by hour of the week. Row-major, shape (168 × distances). */
function weightsOf(factors: HourFactors, distances: readonly number[]): Float64Array {
  const count = distances.length;
  const weights = new Float64Array(WEEK_BARS * count);
  for (let bars = 1, above = 0; bars <= distances[count - 1]; bars++) {
    if (bars > distances[above]) above++;
    const gap = above === 0 ? 1 : distances[above] - distances[above - 1];
    const before = (distances[above] - bars) / gap;
    for (let cell = 0; cell < WEEK_BARS; cell++) {
      const factor = factors[(cell + bars) % WEEK_BARS];
      weights[cell * count + above] += factor * (1 - before);
      if (above > 0) weights[cell * count + above - 1] += factor * before;
    }
  }
  return weights;
}
