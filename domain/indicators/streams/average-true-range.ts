import type { Bars } from '../indicator.ts';
import { WilderAverage } from './smoothing.ts';
import { TrueRange } from './true-range.ts';

/** Wilder's average of the true ranges; the first is the mean of `period` of them. */
export class AverageTrueRange {
  readonly #range = new TrueRange();
  readonly #average: WilderAverage;

  constructor(period: number) {
    this.#average = new WilderAverage(period);
  }

  next(bars: Bars, i: number): number {
    const range = this.#range.next(bars, i);
    return Number.isNaN(range) ? Number.NaN : this.#average.next(range);
  }
}
