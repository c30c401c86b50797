import type { SmoothingStart, SmoothingWeights } from './exponential-smoothing.ts';

/** Whether errors grow with what was expected. The states of a series are the same for both, only the likelihood differs. */
export type ErrorKind = 'additive' | 'multiplicative';

/**
 * In what unit each error counts, and from how many units on only in proportion to its size (Huber 1964): so that a
 * few wild days do not decide alone (Gelper, Fried & Croux 2010, Robust forecasting with exponential and Holt–Winters
 * smoothing, §4).
 */
export interface Yardstick {
  /** One unit per value; shape (n), above 0. */
  readonly sigmas: Float64Array;
  readonly bend: number;
}

/** The likelihood of normal errors, all equally large. */
export function plainYardstick(values: Float64Array): Yardstick {
  return { sigmas: new Float64Array(values.length).fill(1), bend: Number.POSITIVE_INFINITY };
}

/**
 * −2 ln L of the one-step errors up to a constant, and how many values were there (Hyndman et al. 2008, eq. 5.3):
 * n ln Σ e², with e the error itself, or its ratio to the expected value ŷ plus 2 Σ ln |ŷ|.
 */
export function smoothingLoss(
  values: Float64Array,
  { alpha, beta, phi }: SmoothingWeights,
  start: SmoothingStart,
  kind: ErrorKind,
  { sigmas, bend }: Yardstick,
): { readonly loss: number; readonly count: number } {
  const relative = kind === 'multiplicative';
  const scale = new LogProduct();
  let { level, trend } = start;
  let squares = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const expected = level + phi * trend;
    const error = values[i] - expected;
    const news = error === error ? error : 0;
    level = expected + alpha * news;
    trend = phi * trend + beta * news;
    if (error !== error) continue;
    count++;
    if (relative) scale.times(expected);
    const units = Math.abs(relative ? news / (expected * sigmas[i]) : news / sigmas[i]);
    squares += units > bend ? bend * (2 * units - bend) : units * units;
  }
  return { loss: count * Math.log(Math.max(squares / count, Number.MIN_VALUE)) + 2 * scale.log(), count };
}

/** Logarithm of a long product of absolute values, with one logarithm for many factors. */
class LogProduct {
  #logs = 0;
  #product = 1;

  times(factor: number): void {
    this.#product *= Math.abs(factor);
    if (this.#product > 1e100 || !(this.#product > 1e-100)) {
      this.#logs += Math.log(this.#product);
      this.#product = 1;
    }
  }

  log(): number {
    return this.#logs + Math.log(this.#product);
  }
}
