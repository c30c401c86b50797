/** What an ARMA process expects, from the states that its past leads through. */
import { advanceState, type Arma, ArmaGain } from './arma-filter.ts';

/** The state after each value: element i is what is then known of the value i + 1 steps on. */
export interface ArmaStates {
  /** State after value `at`, times weights of shape (size). */
  dot(at: number, weights: Float64Array): number;
}

/** Filters values of mean 0; a missing one (NaN) is a step without news. */
export function armaStates(values: Float64Array, arma: Arma): ArmaStates {
  const gain = new ArmaGain(arma);
  const { size } = gain;
  const state = new Float64Array(size);
  const states = new Float64Array(size * values.length);
  for (let i = 0; i < values.length; i++) {
    const observed = !Number.isNaN(values[i]);
    advanceState(state, gain, observed ? values[i] - state[0] : 0);
    gain.advance(observed);
    states.set(state, i * size);
  }
  return {
    dot(at, weights) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += weights[i] * states[at * size + i];
      return sum;
    },
  };
}

/** Weights of a state in the sum of the next `steps` values: Σ first row of T^k, k = 0 … steps − 1. Shape (size). */
export function summedResponse(arma: Arma, steps: number): Float64Array {
  const { size, phi } = new ArmaGain(arma);
  const row = new Float64Array(size);
  row[0] = 1;
  const sum = new Float64Array(size);
  for (let step = 0; step < steps; step++) {
    let first = 0;
    for (let i = 0; i < size; i++) {
      sum[i] += row[i];
      first += row[i] * phi[i];
    }
    row.copyWithin(1, 0, size - 1);
    row[0] = first;
  }
  return sum;
}
