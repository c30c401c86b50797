import { type Bars, bars, type Indicator, type Kernel } from './indicator.ts';
import { RollingSum } from './streams/rolling-sum.ts';

/** Money flow index (Quong & Soudack), 0 … 100: the share of rising typical prices in the traded value; NaN without any. */
export const MFI: Indicator<'period'> = {
  name: 'MFI',
  parameters: { period: bars(14, 2) },
  outputs: ['mfi'],
  start: ({ period }) => new MfiKernel(period),
};

class MfiKernel implements Kernel {
  readonly #rising: RollingSum;
  readonly #falling: RollingSum;
  #previous = Number.NaN;

  constructor(period: number) {
    this.#rising = new RollingSum(period);
    this.#falling = new RollingSum(period);
  }

  run({ high, low, close, volume }: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const typical = (high[i] + low[i] + close[i]) / 3;
      const change = typical - this.#previous;
      this.#previous = typical;
      out[0][i] = Number.NaN;
      if (Number.isNaN(change)) continue;
      const flow = typical * volume[i];
      const rising = this.#rising.next(flow * Number(change > 0));
      const falling = this.#falling.next(flow * Number(change < 0));
      out[0][i] = (100 * rising) / (rising + falling);
    }
  }
}
