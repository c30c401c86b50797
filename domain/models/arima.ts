import { type History, logReturns } from '../market/history.ts';
import type { Arma } from './arma/arma-filter.ts';
import { armaStates, summedResponse } from './arma/arma-forecast.ts';
import { selectArma } from './arma/arma-selection.ts';
import { simulate } from './filtered-simulation.ts';
import type { Model } from './model.ts';
import { FEWEST_BARS, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { fitSpread, SigmaAhead, type Spread, WARM_UP_BARS } from './spread.ts';

/** Coefficients are fitted to the last twelve weeks of present returns. */
const FITTED_RETURNS = 2000;
/** More terms, or fewer returns, find what is gone a week later: on BTC they lose up to half a point of skill at 4 hours. */
const MOST_TERMS = 1;

interface Arima extends Arma {
  readonly spread: Spread;
}

/**
 * ARIMA(p, 1, q) of the log-price without drift, its order selected anew every week, errors by filtered simulation.
 * Estimation chains the present returns; filtering takes a missing return for one without news.
 */
export const arima: Model<Arima> = {
  name: 'arima',
  version: '2',
  role: 'reserve',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate(history) {
    const spread = fitSpread(history);
    const { ar, ma } = selectArma(scaledReturns(history, spread), { mayHaveMean: false, mostTerms: MOST_TERMS });
    return { ar, ma, spread };
  },
  forecast(history, { ar, ma, spread }, horizonsBars) {
    const states = armaStates(logReturns(history, 1), { ar, ma });
    const sigmas = new SigmaAhead(history, spread);
    return simulate(history, WARM_UP_BARS, horizonsBars, (horizonBars) => {
      const response = summedResponse({ ar, ma }, horizonBars);
      return { move: (bar) => states.dot(bar, response), sigma: sigmas.over(horizonBars) };
    });
  },
};

/** The last present returns in units of their σ, so that one wild day does not decide alone. */
function scaledReturns(history: History, spread: Spread): Float64Array {
  const sigmas = new SigmaAhead(history, spread).ofEachBar();
  return logReturns(history, 1)
    .map((move, bar) => move / sigmas[bar])
    .filter(Number.isFinite)
    .subarray(-FITTED_RETURNS);
}
