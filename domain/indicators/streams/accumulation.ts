import type { Bars } from '../indicator.ts';

/** Chaikin's accumulation/distribution line in base units; a bar without range adds nothing. */
export class AccumulationLine {
  #total = 0;

  next({ high, low, close, volume }: Bars, i: number): number {
    const range = high[i] - low[i];
    if (range > 0) this.#total += ((close[i] - low[i] - (high[i] - close[i])) / range) * volume[i];
    return this.#total;
  }
}
