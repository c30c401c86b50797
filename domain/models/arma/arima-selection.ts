import type { ArmaFit } from './arma-fit.ts';
import { armaStates, summedResponse } from './arma-forecast.ts';
import { selectArma } from './arma-selection.ts';
import { differenced, differencesNeeded } from './differencing.ts';

const MOST_TERMS = 5;

/** ARIMA(p, d, q): an ARMA process of the series differenced d times. */
export interface ArimaFit {
  readonly differences: number;
  readonly arma: ArmaFit;
}

/**
 * Automatic ARIMA without a season (Hyndman & Khandakar 2008): d by the KPSS test, p and q by stepwise AICc, with a mean
 * (a drift when d = 1) unless d = 2. `values`: all present, at least 30.
 *
 * @example arimaForecast(weekly, selectArima(weekly), 13) // shape (13)
 */
export function selectArima(values: Float64Array): ArimaFit {
  const differences = differencesNeeded(values);
  const space = { mayHaveMean: differences < 2, mostTerms: MOST_TERMS };
  return { differences, arma: selectArma(differencedTimes(values, differences), space) };
}

/** What an ARIMA process expects 1 … `steps` after the last value; shape (steps). */
export function arimaForecast(values: Float64Array, { differences, arma }: ArimaFit, steps: number): Float64Array {
  if (differences > 0) {
    const moves = arimaForecast(differenced(values), { differences: differences - 1, arma }, steps);
    let at = values[values.length - 1];
    return moves.map((move) => (at += move));
  }
  const states = armaStates(
    values.map((value) => value - arma.mean),
    arma,
  );
  const last = values.length - 1;
  const sums = Array.from({ length: steps + 1 }, (_, step) => states.dot(last, summedResponse(arma, step)));
  return Float64Array.from({ length: steps }, (_, i) => arma.mean + sums[i + 1] - sums[i]);
}

function differencedTimes(values: Float64Array, times: number): Float64Array {
  return times === 0 ? values : differencedTimes(differenced(values), times - 1);
}
