import { type History, logReturns } from '../market/history.ts';
import { aiccPenalty } from './akaike.ts';
import { type ArimaFit, cumulativeResponse, expectedMove, fitArima, innovations, RANDOM_WALK } from './arima-fit.ts';
import { simulate } from './filtered-simulation.ts';
import type { Model } from './model.ts';
import { FEWEST_BARS, WEEK_BARS, YEAR_BARS } from './returns.ts';
import { fitSpread, SigmaAhead, type Spread, WARM_UP_BARS } from './spread.ts';

/** Orders (p, q) among which the corrected Akaike criterion chooses. */
const ORDERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 0],
] as const;
/** Coefficients are fitted to the last six weeks of present returns. */
const FITTED_RETURNS = 1000;

interface Arima extends ArimaFit {
  readonly spread: Spread;
}

/**
 * ARIMA(p, 1, q) of the log-price, its order selected anew every week, errors by filtered simulation. Estimation chains
 * the present returns; filtering takes a missing return for one without news.
 */
export const arima: Model<Arima> = {
  name: 'arima',
  version: '1',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate(history) {
    const spread = fitSpread(history);
    return { ...selectArima(scaledReturns(history, spread)), spread };
  },
  forecast(history, { psi, spread }, horizonsBars) {
    const shocks = innovations(logReturns(history, 1), psi);
    const sigmas = new SigmaAhead(history, spread);
    return simulate(history, WARM_UP_BARS, horizonsBars, (horizonBars) => {
      const response = cumulativeResponse(psi, horizonBars);
      return { move: (bar) => expectedMove(shocks, bar, response), sigma: sigmas.over(horizonBars) };
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

function selectArima(returns: Float64Array): ArimaFit {
  let best = RANDOM_WALK;
  let least = criterion(returns, best);
  for (const [p, q] of ORDERS) {
    const fit = fitArima(returns, p, q);
    const found = fit ? criterion(returns, fit) : Number.POSITIVE_INFINITY;
    if (fit && found < least) [best, least] = [fit, found];
  }
  return best;
}

/** AICc from the one-step errors; coefficients and the variance count as estimated. */
function criterion(returns: Float64Array, { p, q, psi }: ArimaFit): number {
  const squares = innovations(returns, psi).reduce((sum, shock) => sum + shock * shock, 0);
  const count = returns.length;
  return count * Math.log(Math.max(squares / count, Number.MIN_VALUE)) + aiccPenalty(p + q + 1, count);
}
