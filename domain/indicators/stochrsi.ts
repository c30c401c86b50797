import { bars, type Indicator, type Kernel } from './indicator.ts';
import { RelativeStrength } from './streams/relative-strength.ts';
import { RollingMax } from './streams/rolling-max.ts';
import { Window } from './streams/window.ts';

/**
 * Stochastic of the relative strength index (Chande & Kroll 1994), 0 … 100: %K unsmoothed, %D its plain mean of
 * `fastD`. A bar at which the RSI is undefined is stepped over.
 */
export const STOCHRSI: Indicator<'period' | 'fastK' | 'fastD'> = {
  name: 'STOCHRSI',
  parameters: { period: bars(14, 2), fastK: bars(14), fastD: bars(3) },
  outputs: ['fastK', 'fastD'],
  start: ({ period, fastK, fastD }) => new StochRsiKernel(period, fastK, fastD),
};

class StochRsiKernel implements Kernel {
  readonly #strength: RelativeStrength;
  readonly #highest: RollingMax;
  readonly #lowest: RollingMax;
  readonly #d: Window;

  constructor(period: number, fastK: number, fastD: number) {
    this.#strength = new RelativeStrength(period);
    this.#highest = new RollingMax(fastK);
    this.#lowest = new RollingMax(fastK);
    this.#d = new Window(fastD);
  }

  run({ close }: { close: Float64Array }, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const rsi = this.#strength.next(close[i]);
      out[0][i] = Number.NaN;
      out[1][i] = Number.NaN;
      if (Number.isNaN(rsi)) continue;
      const top = this.#highest.next(rsi);
      const bottom = -this.#lowest.next(-rsi);
      const k = (100 * (rsi - bottom)) / (top - bottom);
      this.#d.push(k);
      const d = this.#d.mean();
      if (Number.isNaN(d)) continue;
      out[0][i] = k;
      out[1][i] = d;
    }
  }
}
