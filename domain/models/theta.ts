import { smooth, startOf } from './exponential-smoothing.ts';
import { fitEts } from './ets-selection.ts';
import { simulate } from './filtered-simulation.ts';
import type { Model } from './model.ts';
import { FEWEST_BARS, logCloses, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { rollingSlopes } from './rolling-slope.ts';
import { fitSpread, SigmaAhead, type Spread } from './spread.ts';

/** The line is drawn through the last six weeks, and the smoothing fitted to them. */
const FITTED_BARS = 1000;

interface Theta {
  readonly alpha: number;
  readonly spread: Spread;
}

/**
 * The theta method with θ = 0 and 2 (Assimakopoulos & Nikolopoulos 2000) on the log-price: simple exponential smoothing
 * with half the slope of a straight line as its drift (Hyndman & Billah 2003, eq. 6), errors by filtered simulation.
 * A missing bar is a step without news.
 */
export const theta: Model<Theta> = {
  name: 'theta',
  version: '1',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate: (history) => ({
    alpha: fitEts(logCloses(history).subarray(-FITTED_BARS), 'none').alpha,
    spread: fitSpread(history),
  }),
  forecast(history, { alpha, spread }, horizonsBars) {
    const logs = logCloses(history);
    const { level } = smooth(logs, { alpha, beta: 0, phi: 0 }, startOf(logs, false));
    const slopes = rollingSlopes(logs, FITTED_BARS);
    const sigmas = new SigmaAhead(history, spread);
    return simulate(history, FITTED_BARS, horizonsBars, (horizonBars) => ({
      move: (bar) => level[bar] - logs[bar] + thetaDrift(slopes[bar], alpha, horizonBars, FITTED_BARS),
      sigma: sigmas.over(horizonBars),
    }));
  },
};

/** What the theta method adds to the smoothed level over `steps`, after `count` values of a line with this slope. */
export function thetaDrift(slope: number, alpha: number, steps: number, count: number): number {
  return (slope / 2) * (steps - 1 + (1 - (1 - alpha) ** count) / alpha);
}
