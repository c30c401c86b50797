import type { Bars } from '../indicator.ts';
import { WilderSum } from './smoothing.ts';
import { TrueRange } from './true-range.ts';

/** Wilder's directional movement: the two directional indicators, in percent of the true range; NaN without range. */
export class DirectionalMovement {
  readonly #range: WilderSum;
  readonly #up: WilderSum;
  readonly #down: WilderSum;
  readonly #trueRange = new TrueRange();
  #previousHigh = Number.NaN;
  #previousLow = Number.NaN;
  plus = Number.NaN;
  minus = Number.NaN;

  constructor(period: number) {
    this.#range = new WilderSum(period);
    this.#up = new WilderSum(period);
    this.#down = new WilderSum(period);
  }

  next(bars: Bars, i: number): void {
    const up = bars.high[i] - this.#previousHigh;
    const down = this.#previousLow - bars.low[i];
    this.#previousHigh = bars.high[i];
    this.#previousLow = bars.low[i];
    const range = this.#trueRange.next(bars, i);
    if (Number.isNaN(range)) return;
    const total = this.#range.next(range);
    this.plus = (100 * this.#up.next(up * Number(up > Math.max(down, 0)))) / total;
    this.minus = (100 * this.#down.next(down * Number(down > Math.max(up, 0)))) / total;
  }
}
