import { advanceState, type Arma, ArmaGain } from './arma-filter.ts';

export interface ArmaLikelihood {
  /** −2 ln L without the constant n(1 + ln 2π). */
  readonly loss: number;
  /** Mean of the process at which the likelihood is largest; 0 where none was asked for. */
  readonly mean: number;
  /** Variance of the shocks. */
  readonly variance: number;
}

/**
 * Exact likelihood of an ARMA process with normal shocks; mean and variance of the shocks are put at their best values
 * for the coefficients given (generalised least squares), so they need no search. `values`: all present, shape (n).
 */
export function armaLikelihood(values: Float64Array, arma: Arma, withMean: boolean): ArmaLikelihood {
  const gain = new ArmaGain(arma);
  const { size } = gain;
  const state = new Float64Array(size);
  const ones = new Float64Array(size);
  let [squares, cross, weight, logs] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const error = values[i] - state[0];
    const one = 1 - ones[0];
    if (gain.settled) {
      squares += error * error;
      cross += error * one;
      weight += one * one;
    } else {
      squares += (error * error) / gain.variance;
      cross += (error * one) / gain.variance;
      weight += (one * one) / gain.variance;
      logs += Math.log(gain.variance);
    }
    advanceState(state, gain, error);
    if (withMean) advanceState(ones, gain, one);
    gain.advance(true);
  }
  const mean = withMean ? cross / weight : 0;
  const variance = Math.max((squares - mean * cross) / values.length, Number.MIN_VALUE);
  return { loss: values.length * Math.log(variance) + logs, mean, variance };
}
