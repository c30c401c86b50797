import { type Bars, bars, type Indicator, type Kernel } from './indicator.ts';
import { RollingSum } from './streams/rolling-sum.ts';
import { TrueRange } from './streams/true-range.ts';

/** Ultimate oscillator (Williams 1985), 0 … 100: buying pressure over three spans, weighted 4 : 2 : 1; NaN without range. */
export const ULTOSC: Indicator<'first' | 'second' | 'third'> = {
  name: 'ULTOSC',
  parameters: { first: bars(7), second: bars(14), third: bars(28) },
  outputs: ['ultosc'],
  start: ({ first, second, third }) => new UltoscKernel([first, second, third].sort((a, b) => a - b)),
};

class UltoscKernel implements Kernel {
  readonly #trueRange = new TrueRange();
  readonly #pressures: readonly RollingSum[];
  readonly #ranges: readonly RollingSum[];
  #previousClose = Number.NaN;

  constructor(spans: readonly number[]) {
    this.#pressures = spans.map((span) => new RollingSum(span));
    this.#ranges = spans.map((span) => new RollingSum(span));
  }

  run(columns: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const range = this.#trueRange.next(columns, i);
      const pressure = columns.close[i] - Math.min(columns.low[i], this.#previousClose);
      this.#previousClose = columns.close[i];
      out[0][i] = Number.isNaN(range) ? Number.NaN : this.#weigh(pressure, range);
    }
  }

  #weigh(pressure: number, range: number): number {
    let weighted = 0;
    for (let k = 0; k < 3; k++) {
      weighted += (4 >> k) * (this.#pressures[k].next(pressure) / this.#ranges[k].next(range));
    }
    return (100 * weighted) / 7;
  }
}
