import type { Bars, Indicator, Kernel } from './indicator.ts';

/** On-balance volume (Granville) in base units, starting with the first bar's volume as TA-Lib does. */
export const OBV: Indicator<never> = {
  name: 'OBV',
  parameters: {},
  outputs: ['obv'],
  start: () => new ObvKernel(),
};

class ObvKernel implements Kernel {
  #balance = 0;
  #previous = Number.NEGATIVE_INFINITY;

  run({ close, volume }: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const direction = Number(close[i] > this.#previous) - Number(close[i] < this.#previous);
      this.#previous = close[i];
      this.#balance += direction * volume[i];
      out[0][i] = this.#balance;
    }
  }
}
