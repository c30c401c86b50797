import type { Bars, Indicator, Kernel } from './indicator.ts';

/** Heikin-Ashi candles in quote units (Valcu 2004); the first opens in the middle of the first body. */
export const HEIKIN_ASHI: Indicator<never> = {
  name: 'HEIKIN_ASHI',
  parameters: {},
  outputs: ['open', 'high', 'low', 'close'],
  start: () => new HeikinAshiKernel(),
};

class HeikinAshiKernel implements Kernel {
  #open = Number.NaN;
  #close = Number.NaN;

  run({ open, high, low, close }: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const start = Number.isNaN(this.#open) ? (open[i] + close[i]) / 2 : (this.#open + this.#close) / 2;
      this.#open = start;
      this.#close = (open[i] + high[i] + low[i] + close[i]) / 4;
      out[0][i] = start;
      out[1][i] = Math.max(high[i], start, this.#close);
      out[2][i] = Math.min(low[i], start, this.#close);
      out[3][i] = this.#close;
    }
  }
}
