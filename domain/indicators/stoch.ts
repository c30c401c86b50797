import { type Bars, bars, type Indicator, type Kernel } from './indicator.ts';
import { RollingMax } from './streams/rolling-max.ts';
import { Window } from './streams/window.ts';

/**
 * Slow stochastic oscillator (Lane), 0 … 100: where the close lies in the range of `fastK` bars, smoothed by plain
 * means of `slowK` and then `slowD`. Nothing is defined before %D is; NaN while a window without range is inside.
 */
export const STOCH: Indicator<'fastK' | 'slowK' | 'slowD'> = {
  name: 'STOCH',
  parameters: { fastK: bars(14), slowK: bars(3), slowD: bars(3) },
  outputs: ['slowK', 'slowD'],
  start: ({ fastK, slowK, slowD }) => new StochKernel(fastK, slowK, slowD),
};

class StochKernel implements Kernel {
  readonly #highest: RollingMax;
  readonly #lowest: RollingMax;
  readonly #k: Window;
  readonly #d: Window;

  constructor(fastK: number, slowK: number, slowD: number) {
    this.#highest = new RollingMax(fastK);
    this.#lowest = new RollingMax(fastK);
    this.#k = new Window(slowK);
    this.#d = new Window(slowD);
  }

  run({ high, low, close }: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const top = this.#highest.next(high[i]);
      const bottom = -this.#lowest.next(-low[i]);
      this.#k.push((100 * (close[i] - bottom)) / (top - bottom));
      const k = this.#k.mean();
      this.#d.push(k);
      const d = this.#d.mean();
      out[0][i] = Number.isNaN(d) ? Number.NaN : k;
      out[1][i] = d;
    }
  }
}
