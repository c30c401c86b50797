import { FIVE_MINUTES_MS, HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { calmedVariances } from './calmed-variances.ts';
import type { HourFactors } from './hour-of-week.ts';
import { filterSpeeds, meanSquaredSurprise, steadyGains } from './log-variance-filter.ts';
import { descend } from './quasi-newton.ts';
import { type VarianceLaw, varianceModel } from './variance-model.ts';

/** Half-lives of four weeks, a day and a half, and an hour and a half. */
const PERSISTENCE = Float64Array.of(0.999, 0.98, 0.6);
/** First look at ln of the variances of their shocks, in units of the noise. */
const START = [-6.5, -4.5, -1];
const STEP = [1, 1, 1];
const SLOPE_STEP = 1e-4;
/** Of surprises, so that a market without any has a likelihood. */
const LEAST_SQUARE = 1e-9;

interface StochasticVolatility {
  /** Mean of ln variance, freed of the hour of the week. */
  readonly middle: number;
  /** Variances of the shocks of each speed, in units of the noise. */
  readonly shocks: readonly number[];
}

const law: VarianceLaw<StochasticVolatility> = {
  fit(history, factors) {
    const values = calmedLogs(history, factors);
    const present = values.filter(Number.isFinite);
    const middle = present.reduce((sum, value) => sum + value, 0) / present.length;
    const loss = (free: Float64Array) => {
      const gains = steadyGains(PERSISTENCE, free.map(Math.exp));
      return 0.5 * Math.log(LEAST_SQUARE + meanSquaredSurprise(values, middle, PERSISTENCE, gains));
    };
    const found = descend(withSlope(loss), START, STEP, { tolerance: 3e-5 });
    return { middle, shocks: Array.from(found.at, Math.exp) };
  },
  filter(history, factors, { middle, shocks }) {
    const gains = steadyGains(PERSISTENCE, Float64Array.from(shocks));
    const { components } = filterSpeeds(calmedLogs(history, factors), middle, PERSISTENCE, gains);
    return { count: PERSISTENCE.length, values: components };
  },
};

/** Log range variance in three speeds, followed by a Kalman filter, with filtered historical simulation. */
export const stochasticVolatility = varianceModel(
  { name: 'stochastic-volatility', version: '2', role: 'core', barsMs: [FIVE_MINUTES_MS, HOUR_MS] },
  law,
);

/** ln of range variances freed of the hour of the week, NaN where a bar is missing. Shape (length). */
function calmedLogs(history: History, factors: HourFactors): Float64Array {
  return calmedVariances(history, factors).map(Math.log);
}

/** Central differences. */
function withSlope(loss: (at: Float64Array) => number): (at: Float64Array, slope: Float64Array) => number {
  return (at, slope) => {
    at.forEach((free, i) => {
      slope[i] = (loss(at.with(i, free + SLOPE_STEP)) - loss(at.with(i, free - SLOPE_STEP))) / (2 * SLOPE_STEP);
    });
    return loss(at);
  };
}
