/** What the heterogeneous autoregression looks at: mean past variance over spans from an hour to a month. */
import type { History } from '../market/history.ts';
import { type HourFactors, hourOfWeek } from './hour-of-week.ts';
import { rangeVariances } from './range-variance.ts';
import { WEEK_BARS } from './returns.ts';

/** Spans in bars. */
const SPANS = Int32Array.of(1, 4, 12, 24, 72, 168, 720);
/** A constant and one logarithm per span. */
export const FEATURES: number = SPANS.length + 1;
/** Features are complete from this bar on. */
export const FIRST_BAR = 720;
/** ln of an ordinary hour's variance, taken off so that the constant and the logarithms are of one size. */
const USUAL_LOG = -10;

/** Means of variance freed of the hour of the week, over any span of a history, each in constant time. */
export class CalmedVariances {
  readonly #sums: Float64Array;
  readonly #counts: Int32Array;

  constructor(history: History, factors: HourFactors) {
    const variances = rangeVariances(history);
    this.#sums = new Float64Array(history.length + 1);
    this.#counts = new Int32Array(history.length + 1);
    let cell = hourOfWeek(history, 0);
    for (let bar = 0; bar < history.length; bar++) {
      const present = !Number.isNaN(variances[bar]);
      this.#sums[bar + 1] = this.#sums[bar] + (present ? variances[bar] / factors[cell] : 0);
      this.#counts[bar + 1] = this.#counts[bar] + (present ? 1 : 0);
      cell = cell + 1 === WEEK_BARS ? 0 : cell + 1;
    }
  }

  /** ln of the mean variance of the bars [from, to), centred; NaN where all of them are missing. */
  logMean(from: number, to: number): number {
    return Math.log((this.#sums[to] - this.#sums[from]) / (this.#counts[to] - this.#counts[from])) - USUAL_LOG;
  }

  /**
   * Writes the features known at a bar's close into `rows` from `at` on, shape (FEATURES). A span without any bar says
   * what the next longer one says; NaN where the longest is empty.
   */
  features(bar: number, rows: Float64Array, at: number): void {
    rows[at] = 1;
    for (let k = SPANS.length - 1; k >= 0; k--) {
      const log = this.logMean(bar + 1 - SPANS[k], bar + 1);
      rows[at + k + 1] = Number.isNaN(log) && k + 2 < FEATURES ? rows[at + k + 2] : log;
    }
  }
}

/** Variance of one bar as the regression expects it from the features at `at`. */
export function varianceOf(coefficients: ArrayLike<number>, rows: Float64Array, at: number): number {
  let log = USUAL_LOG;
  for (let i = 0; i < FEATURES; i++) log += coefficients[i] * rows[at + i];
  return Math.exp(log);
}
