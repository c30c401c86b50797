import type { History } from '../market/history.ts';
import { barOfWeek, barsOfHour, type HourFactors, WEEK_HOURS } from './hour-of-week.ts';
import { rangeVariances } from './range-variance.ts';

/** ln of an ordinary hour's variance, taken off so that a regression's constant and its logarithms are of one size. */
export const USUAL_LOG = -10;

/** Range variances freed of the hour of the week, NaN where a bar is missing. Shape (length). */
export function calmedVariances(history: History, factors: HourFactors): Float64Array {
  const variances = rangeVariances(history);
  const hourBars = barsOfHour(history);
  let place = barOfWeek(history, 0);
  for (let bar = 0; bar < variances.length; bar++) {
    variances[bar] /= factors[Math.floor(place / hourBars)];
    place = place + 1 === WEEK_HOURS * hourBars ? 0 : place + 1;
  }
  return variances;
}

/** Means of a series over any of its spans, each in constant time; NaN is stepped over. */
export class SpanMeans {
  readonly #sums: Float64Array;
  readonly #counts: Int32Array;

  constructor(values: Float64Array) {
    this.#sums = new Float64Array(values.length + 1);
    this.#counts = new Int32Array(values.length + 1);
    for (let i = 0; i < values.length; i++) {
      const present = !Number.isNaN(values[i]);
      this.#sums[i + 1] = this.#sums[i] + (present ? values[i] : 0);
      this.#counts[i + 1] = this.#counts[i] + (present ? 1 : 0);
    }
  }

  /** Mean of the values [from, to); NaN where all of them are missing. */
  mean(from: number, to: number): number {
    return (this.#sums[to] - this.#sums[from]) / (this.#counts[to] - this.#counts[from]);
  }
}

/** Variances freed of the hour of the week, and their means over any span of a history. */
export class CalmedVariances {
  readonly values: Float64Array;
  readonly #means: SpanMeans;

  constructor(history: History, factors: HourFactors) {
    this.values = calmedVariances(history, factors);
    this.#means = new SpanMeans(this.values);
  }

  /** Mean variance of the bars [from, to); NaN where all of them are missing. */
  mean(from: number, to: number): number {
    return this.#means.mean(from, to);
  }

  /** ln of the mean variance of the bars [from, to), centred; NaN where all of them are missing. */
  logMean(from: number, to: number): number {
    return Math.log(this.mean(from, to)) - USUAL_LOG;
  }
}
