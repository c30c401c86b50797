import { type EtsForm, selectEts } from './ets-selection.ts';
import { dampedSteps, smooth, type SmoothingWeights, startOf } from './exponential-smoothing.ts';
import { simulate } from './filtered-simulation.ts';
import type { Model } from './model.ts';
import { FEWEST_BARS, logCloses, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { fitSpread, SigmaAhead, type Spread, WARM_UP_BARS } from './spread.ts';

/** The smoothing is fitted to the last six weeks; the errors come from a year. */
const FITTED_BARS = 1000;

interface Ets extends SmoothingWeights {
  readonly form: EtsForm;
  readonly spread: Spread;
}

/**
 * Exponential smoothing of the log-price, its form selected anew every week, with errors by filtered simulation. A
 * missing bar is a step without news; an error whose end is missing does not count.
 */
export const ets: Model<Ets> = {
  name: 'ets',
  version: '1',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate(history) {
    const { form, alpha, beta, phi } = selectEts(logCloses(history).subarray(-FITTED_BARS));
    return { form, alpha, beta, phi, spread: fitSpread(history) };
  },
  forecast(history, parameters, horizonsBars) {
    const logs = logCloses(history);
    const { level, trend } = smooth(logs, parameters, startOf(logs, parameters.form !== 'none'));
    const sigmas = new SigmaAhead(history, parameters.spread);
    return simulate(history, WARM_UP_BARS, horizonsBars, (horizonBars) => {
      const steps = dampedSteps(parameters.phi, horizonBars);
      return { move: (bar) => level[bar] + steps * trend[bar] - logs[bar], sigma: sigmas.over(horizonBars) };
    });
  },
};
