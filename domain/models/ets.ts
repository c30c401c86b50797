import { simulate } from './filtered-simulation.ts';
import type { Model } from './model.ts';
import { FEWEST_BARS, logCloses, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { recentLogs } from './smoothing/recent-logs.ts';
import type { Trend } from './smoothing/ets-fit.ts';
import { ADDITIVE_ERRORS, selectEts } from './smoothing/ets-selection.ts';
import { dampedSteps, smooth, type SmoothingWeights, startOf } from './smoothing/exponential-smoothing.ts';
import { fitSpread, SigmaAhead, type Spread, WARM_UP_BARS } from './spread.ts';

interface Ets extends SmoothingWeights {
  readonly trend: Trend;
  readonly spread: Spread;
}

/**
 * Exponential smoothing of the log-price, its form selected anew every week, with errors by filtered simulation. A
 * missing bar is a step without news; an error whose end is missing does not count. A year ago there was no trend: one
 * whose weight is tiny would otherwise still hold the first day's.
 */
export const ets: Model<Ets> = {
  name: 'ets',
  version: '2',
  role: 'reserve',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate(history) {
    const spread = fitSpread(history);
    const { logs, yardstick } = recentLogs(history, spread);
    const { trend, alpha, beta, phi } = selectEts(logs, ADDITIVE_ERRORS, yardstick);
    return { trend, alpha, beta, phi, spread };
  },
  forecast(history, parameters, horizonsBars) {
    const logs = logCloses(history);
    const { level, trend } = smooth(logs, parameters, startOf(logs, false));
    const sigmas = new SigmaAhead(history, parameters.spread);
    return simulate(history, WARM_UP_BARS, horizonsBars, (horizonBars) => {
      const steps = dampedSteps(parameters.phi, horizonBars);
      return { move: (bar) => level[bar] + steps * trend[bar] - logs[bar], sigma: sigmas.over(horizonBars) };
    });
  },
};
