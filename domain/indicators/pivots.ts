import { type Bars, bars, type Indicator, type Kernel } from './indicator.ts';
import { PivotDetector } from './streams/pivot-detector.ts';

/**
 * The pivots that become known at each bar: the price of the high (low) that turned `right` bars ago, NaN where none
 * did. No value is ever taken back.
 */
export const PIVOTS: Indicator<'left' | 'right'> = {
  name: 'PIVOTS',
  parameters: { left: bars(5), right: bars(5) },
  outputs: ['high', 'low'],
  start: ({ left, right }) => new PivotsKernel(left, right),
};

class PivotsKernel implements Kernel {
  readonly #highs: PivotDetector;
  readonly #lows: PivotDetector;

  constructor(left: number, right: number) {
    this.#highs = new PivotDetector(left, right);
    this.#lows = new PivotDetector(left, right);
  }

  run({ high, low }: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      out[0][i] = this.#highs.next(high[i]);
      out[1][i] = -this.#lows.next(-low[i]);
    }
  }
}
