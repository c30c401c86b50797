import { WilderAverage } from './smoothing.ts';

/** 100 · mean gain / (mean gain + mean loss), Wilder's averages of `period` changes; NaN without any movement. */
export class RelativeStrength {
  readonly #gains: WilderAverage;
  readonly #losses: WilderAverage;
  #previous = Number.NaN;

  constructor(period: number) {
    this.#gains = new WilderAverage(period);
    this.#losses = new WilderAverage(period);
  }

  next(x: number): number {
    const change = x - this.#previous;
    this.#previous = x;
    if (Number.isNaN(change)) return Number.NaN;
    const rise = Math.max(change, 0);
    const gain = this.#gains.next(rise);
    const loss = this.#losses.next(rise - change);
    return (100 * gain) / (gain + loss);
  }
}
