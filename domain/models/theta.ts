import { simulate } from './filtered-simulation.ts';
import type { Model } from './model.ts';
import { FEWEST_BARS, logCloses, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { smooth, startOf } from './smoothing/exponential-smoothing.ts';
import { recentLogs } from './smoothing/recent-logs.ts';
import { rollingSlopes } from './smoothing/rolling-slope.ts';
import { fitTheta, laggedSteps, STANDARD_SHARE } from './smoothing/theta-fit.ts';
import { fitSpread, SigmaAhead, type Spread } from './spread.ts';

/** The line is drawn through the last six weeks. */
const LINE_BARS = 1000;

interface Theta {
  readonly alpha: number;
  readonly spread: Spread;
}

/**
 * The theta method with θ = 0 and 2 (Assimakopoulos & Nikolopoulos 2000) on the log-price: simple exponential smoothing
 * with half the slope of a straight line as its drift, errors by filtered simulation. θ optimised as well loses 0.1, 0.1
 * and 0.3 points of skill on BTC. A missing bar is a step without news.
 */
export const theta: Model<Theta> = {
  name: 'theta',
  version: '2',
  role: 'reserve',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate(history) {
    const spread = fitSpread(history);
    const { logs, yardstick } = recentLogs(history, spread);
    const { alpha } = fitTheta(logs, yardstick);
    return { alpha, spread };
  },
  forecast(history, { alpha, spread }, horizonsBars) {
    const logs = logCloses(history);
    const { level } = smooth(logs, { alpha, beta: 0, phi: 0 }, startOf(logs, false));
    const slopes = rollingSlopes(logs, LINE_BARS);
    const sigmas = new SigmaAhead(history, spread);
    return simulate(history, LINE_BARS, horizonsBars, (horizonBars) => ({
      move: (bar) => level[bar] - logs[bar] + STANDARD_SHARE * slopes[bar] * laggedSteps(alpha, horizonBars),
      sigma: sigmas.over(horizonBars),
    }));
  },
};
