import type { Bars } from '../indicator.ts';

/** Wilder's true range of each bar after the first: the span of high, low and the close before; NaN at the first. */
export class TrueRange {
  #previousClose = Number.NaN;

  next({ high, low, close }: Bars, i: number): number {
    const before = this.#previousClose;
    this.#previousClose = close[i];
    return Math.max(high[i], before) - Math.min(low[i], before);
  }
}
