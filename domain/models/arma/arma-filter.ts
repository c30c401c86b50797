/**
 * ARMA(p, q) as a state space, w = φ1 w(−1) + … + e + θ1 e(−1) + …, by the Kalman filter with exact initial states
 * (Harvey 1989, Forecasting, Structural Time Series Models and the Kalman Filter, §3.4 and 4.2; Gardner, Harvey &
 * Phillips 1980). State i: what the past so far says about the value i steps on, and its last element only the oldest.
 */

/** Coefficients of a stationary and invertible process; the variance of its shocks is 1 here. */
export interface Arma {
  readonly ar: readonly number[];
  readonly ma: readonly number[];
}

/** Above the variance of a shock by less than this, a one-step error is taken for the shock itself. */
const SETTLED = 1e-10;
/** Enough for roots as near to the unit circle as anybody fits. */
const DOUBLINGS = 40;
const NEGLIGIBLE = 1e-12;

/** How much of a one-step error enters each element of the state, and how large the error was likely to be. */
export class ArmaGain {
  /** Elements of the state. */
  readonly size: number;
  /** Transition: φ, padded with zeros; shape (size). */
  readonly phi: Float64Array;
  readonly gain: Float64Array;
  /** Variance of the coming one-step error in units of that of a shock, at least 1. */
  variance = 1;
  /** Whether the covariance no longer moves, so that every further step with a value is the same. */
  settled = false;
  /** Covariance that one shock brings; shape (size²). */
  readonly #shock: Float64Array;
  #covariance: Float64Array;
  #next: Float64Array;

  constructor({ ar, ma }: Arma) {
    this.size = Math.max(ar.length, ma.length + 1);
    this.phi = padded(ar, this.size);
    this.#shock = outer(padded([1, ...ma], this.size));
    this.gain = new Float64Array(this.size);
    this.#covariance = stationaryCovariance(this.phi, this.#shock);
    this.#next = new Float64Array(this.size * this.size);
    this.#prepare();
  }

  /** On to the next value, after one that was there or not. */
  advance(observed: boolean): void {
    if (this.settled && observed) return;
    this.#move(observed ? this.variance : 0);
    this.#prepare();
  }

  /** P ← T P T' + R R' − K K' · learned, with T = φ in the first column and ones above the diagonal. */
  #move(learned: number): void {
    const { size, phi, gain } = this;
    const covariance = this.#covariance;
    const next = this.#next;
    for (let i = 0; i < size; i++) {
      const firstOfRow = phi[i] * covariance[0] + (i + 1 < size ? covariance[(i + 1) * size] : 0);
      for (let j = i; j < size; j++) {
        let moved = firstOfRow * phi[j] + this.#shock[i * size + j] - gain[i] * gain[j] * learned;
        if (j + 1 < size) moved += phi[i] * covariance[j + 1];
        if (j + 1 < size && i + 1 < size) moved += covariance[(i + 1) * size + j + 1];
        next[i * size + j] = moved;
        next[j * size + i] = moved;
      }
    }
    this.#next = covariance;
    this.#covariance = next;
  }

  #prepare(): void {
    const { size, phi, gain } = this;
    const covariance = this.#covariance;
    this.settled = covariance[0] - 1 < SETTLED;
    this.variance = covariance[0];
    for (let i = 0; i < size; i++) {
      gain[i] = phi[i] + (i + 1 < size ? covariance[(i + 1) * size] / covariance[0] : 0);
    }
  }
}

/** Moves a state on: state ← T state + gain · error. */
export function advanceState(state: Float64Array, { size, phi, gain }: ArmaGain, error: number): void {
  const first = state[0];
  for (let i = 0; i < size - 1; i++) state[i] = phi[i] * first + state[i + 1] + gain[i] * error;
  state[size - 1] = phi[size - 1] * first + gain[size - 1] * error;
}

/** P = T P T' + R R', by doubling: P ← P + A P A', A ← A² (Anderson & Moore 1979, §6.7). Shape (size²). */
function stationaryCovariance(phi: Float64Array, shock: Float64Array): Float64Array {
  const size = phi.length;
  const covariance = shock.slice();
  let transition = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    transition[i * size] = phi[i];
    if (i + 1 < size) transition[i * size + i + 1] += 1;
  }
  for (let doubling = 0; doubling < DOUBLINGS; doubling++) {
    const added = product(product(transition, covariance, size), transposed(transition, size), size);
    for (let i = 0; i < added.length; i++) covariance[i] += added[i];
    if (added[0] <= NEGLIGIBLE * covariance[0]) break;
    transition = product(transition, transition, size);
  }
  return covariance;
}

function padded(values: readonly number[], size: number): Float64Array {
  const result = new Float64Array(size);
  result.set(values);
  return result;
}

function outer(vector: Float64Array): Float64Array {
  const size = vector.length;
  return Float64Array.from({ length: size * size }, (_, at) => vector[Math.floor(at / size)] * vector[at % size]);
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k];
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) result[i * size + j] += factor * b[k * size + j];
    }
  }
  return result;
}

function transposed(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)]);
}
