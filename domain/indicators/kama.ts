import { bars, type Indicator, type Kernel } from './indicator.ts';
import { RollingSum } from './streams/rolling-sum.ts';
import { Window } from './streams/window.ts';

const FASTEST = 2 / (2 + 1);
const SLOWEST = 2 / (30 + 1);

/** Kaufman's adaptive moving average of closes (Smarter Trading, 1995), fastest and slowest constants of 2 and 30 bars. */
export const KAMA: Indicator<'period'> = {
  name: 'KAMA',
  parameters: { period: bars(10, 2) },
  outputs: ['kama'],
  start: ({ period }) => new KamaKernel(period),
};

class KamaKernel implements Kernel {
  readonly #window: Window;
  readonly #path: RollingSum;
  #previous = Number.NaN;
  #value = Number.NaN;

  constructor(period: number) {
    this.#window = new Window(period);
    this.#path = new RollingSum(period);
  }

  run({ close }: { close: Float64Array }, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const x = close[i];
      const start = this.#window.push(x);
      out[0][i] = Number.isNaN(this.#previous) ? Number.NaN : this.#smooth(x, start);
      this.#previous = x;
      if (Number.isNaN(this.#value) && this.#window.full) this.#value = x;
    }
  }

  #smooth(x: number, start: number): number {
    const path = this.#path.next(Math.abs(x - this.#previous));
    if (Number.isNaN(path)) return Number.NaN;
    const constant = efficiency(x - start, path) * (FASTEST - SLOWEST) + SLOWEST;
    this.#value += (x - this.#value) * constant * constant;
    return this.#value;
  }
}

/** Distance over path, 1 where the path has no length (the price then equals its average's input anyway). */
function efficiency(distance: number, path: number): number {
  return path <= distance || path === 0 ? 1 : Math.abs(distance / path);
}
