/** The parts of one candle, and TA-Lib's default measures of "short", "long" and "near" for the pattern files. */
import type { Bars } from '../indicator.ts';
import { RollingSum } from '../streams/rolling-sum.ts';

/** Bars over which a body, or a range, is called short or long. */
export const BODY_BARS = 10;

export function bodyTop({ open, close }: Bars, i: number): number {
  return Math.max(open[i], close[i]);
}

export function bodyBottom({ open, close }: Bars, i: number): number {
  return Math.min(open[i], close[i]);
}

export function body({ open, close }: Bars, i: number): number {
  return Math.abs(close[i] - open[i]);
}

export function range({ high, low }: Bars, i: number): number {
  return high[i] - low[i];
}

/** A candle that closes where it opened counts as rising. */
export function rises({ open, close }: Bars, i: number): boolean {
  return close[i] >= open[i];
}

/** Mean of the `period` numbers *before* the given one; NaN before there are so many. */
export class MeanBefore {
  readonly #sum: RollingSum;
  readonly #period: number;
  #mean = Number.NaN;

  constructor(period: number) {
    this.#sum = new RollingSum(period);
    this.#period = period;
  }

  next(x: number): number {
    const before = this.#mean;
    this.#mean = this.#sum.next(x) / this.#period;
    return before;
  }
}
