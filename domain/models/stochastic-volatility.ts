import type { History } from '../market/history.ts';
import { calmedVariances } from './calmed-variances.ts';
import type { HourFactors } from './hour-of-week.ts';
import { logistic } from './likeliest.ts';
import { filterTwoSpeeds, type SteadyState, steadyState, type TwoSpeeds } from './log-variance-filter.ts';
import { logVarianceAhead } from './log-variance-ahead.ts';
import { descend } from './quasi-newton.ts';
import { type VarianceLaw, varianceModel } from './variance-model.ts';

/** Half-lives of about two weeks and five hours, before their links: ln of what is forgotten in a bar, ln shock. */
const START = [-6, -5.5, -2, -2.5];
const STEP = [1, 1, 1, 1];
const SLOPE_STEP = 1e-4;
/** Of surprises, so that a market without any has a likelihood. */
const LEAST_SQUARE = 1e-9;

interface StochasticVolatility extends TwoSpeeds {
  /** Mean of ln variance, freed of the hour of the week. */
  readonly middle: number;
  /** Variance of the noise. */
  readonly noise: number;
}

const law: VarianceLaw<StochasticVolatility> = {
  fit(history, factors) {
    const values = calmedLogs(history, factors);
    const present = values.filter(Number.isFinite);
    const middle = present.reduce((sum, value) => sum + value, 0) / present.length;
    const meanSquareOf = (speeds: TwoSpeeds) => {
      const steady = steadyState(speeds);
      return { steady, meanSquare: filterTwoSpeeds(values, middle, speeds, steady).meanSquare };
    };
    const loss = (free: Float64Array) => 0.5 * Math.log(LEAST_SQUARE + meanSquareOf(twoSpeeds(free)).meanSquare);
    const speeds = twoSpeeds(descend(withSlope(loss), START, STEP, { tolerance: 3e-5 }).at);
    const { steady, meanSquare } = meanSquareOf(speeds);
    return { ...speeds, middle, noise: meanSquare / steady.surprise };
  },
  filter(history, factors, fit) {
    const steady = steadyState(fit);
    const { components } = filterTwoSpeeds(calmedLogs(history, factors), fit.middle, fit, steady);
    const [a, b] = fit.persistence;
    const at = (distance: number) => ({
      constant: fit.middle + 0.5 * fit.noise * varianceAt(distance, fit, steady),
      loadings: [a ** distance, b ** distance],
    });
    return (horizonBars) => logVarianceAhead(history, factors, horizonBars, components, at);
  },
};

/** Range variance in two speeds (Kalman filter on its logarithm), with filtered historical simulation. */
export const stochasticVolatility = varianceModel({ name: 'stochastic-volatility', version: '1', role: 'core' }, law);

/** ln of range variances freed of the hour of the week, NaN where a bar is missing. Shape (length). */
function calmedLogs(history: History, factors: HourFactors): Float64Array {
  return calmedVariances(history, factors).map(Math.log);
}

function twoSpeeds(free: Float64Array): TwoSpeeds {
  return {
    persistence: [1 - logistic(free[0]), 1 - logistic(free[2])],
    shocks: [Math.exp(free[1]), Math.exp(free[3])],
  };
}

/** Variance of the sum of the components, in units of the noise, as expected at a distance of 1, 2 … bars. */
function varianceAt(
  distance: number,
  { persistence: [a, b], shocks: [slowShock, fastShock] }: TwoSpeeds,
  { ahead }: SteadyState,
): number {
  let [slow, both, fast] = ahead;
  for (let step = 1; step < distance; step++) {
    slow = a * a * slow + slowShock;
    both = a * b * both;
    fast = b * b * fast + fastShock;
  }
  return slow + 2 * both + fast;
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
