import { simulate } from './filtered-simulation.ts';
import type { Model } from './model.ts';
import { FEWEST_BARS, logCloses, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { smooth, startOf } from './smoothing/exponential-smoothing.ts';
import { recentLogs } from './smoothing/recent-logs.ts';
import { rollingSlopes } from './smoothing/rolling-slope.ts';
import { laggedSteps, type ThetaFit } from './smoothing/theta-fit.ts';
import type { Yardstick } from './smoothing/smoothing-loss.ts';
import { fitSpread, SigmaAhead, type Spread } from './spread.ts';

/** The line is drawn through the last six weeks. */
const LINE_BARS = 1000;

export interface Theta extends Pick<ThetaFit, 'alpha' | 'share'> {
  readonly spread: Spread;
}

/**
 * The theta method on the log-price: simple exponential smoothing with a share of the slope of a straight line as its drift
 * (`fit` says which), errors by filtered simulation. A missing bar is a step without news.
 */
export function thetaModel(
  called: Pick<Model, 'name' | 'version'>,
  fit: (logs: Float64Array, yardstick: Yardstick) => ThetaFit,
): Model<Theta> {
  return {
    ...called,
    role: 'reserve',
    minBars: FEWEST_BARS,
    maxBars: YEAR_BARS + WEEK_BARS,
    estimate(history) {
      const spread = fitSpread(history);
      const { logs, yardstick } = recentLogs(history, spread);
      const { alpha, share } = fit(logs, yardstick);
      return { alpha, share, spread };
    },
    forecast(history, { alpha, share, spread }, horizonsBars) {
      const logs = logCloses(history);
      const { level } = smooth(logs, { alpha, beta: 0, phi: 0 }, startOf(logs, false));
      const slopes = rollingSlopes(logs, LINE_BARS);
      const sigmas = new SigmaAhead(history, spread);
      return simulate(history, LINE_BARS, horizonsBars, (horizonBars) => ({
        move: (bar) => level[bar] - logs[bar] + share * slopes[bar] * laggedSteps(alpha, horizonBars),
        sigma: sigmas.over(horizonBars),
      }));
    },
  };
}
