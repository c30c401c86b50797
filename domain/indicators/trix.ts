import { bars, type Indicator, type Kernel } from './indicator.ts';
import { ExponentialAverage } from './streams/smoothing.ts';

/** One-bar rate of change, in percent, of a triple exponential average of closes (Hutson 1983). */
export const TRIX: Indicator<'period'> = {
  name: 'TRIX',
  parameters: { period: bars(15) },
  outputs: ['trix'],
  start: ({ period }) => new TrixKernel(period),
};

class TrixKernel implements Kernel {
  readonly #averages: readonly ExponentialAverage[];
  #previous = Number.NaN;

  constructor(period: number) {
    this.#averages = [1, 2, 3].map(() => new ExponentialAverage(period));
  }

  run({ close }: { close: Float64Array }, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      let value = close[i];
      for (const average of this.#averages) {
        value = average.next(value);
        if (Number.isNaN(value)) break;
      }
      out[0][i] = (value / this.#previous - 1) * 100;
      this.#previous = value;
    }
  }
}
