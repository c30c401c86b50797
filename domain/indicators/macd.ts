import { bars, type Indicator, type Kernel } from './indicator.ts';
import { ExponentialAverage } from './streams/smoothing.ts';

/**
 * Moving average convergence/divergence of closes (Appel). As in TA-Lib the fast average starts late, so that both
 * averages get their first value at the same bar, and nothing is defined before the signal is.
 */
export const MACD: Indicator<'fast' | 'slow' | 'signal'> = {
  name: 'MACD',
  parameters: { fast: bars(12, 2), slow: bars(26, 2), signal: bars(9) },
  outputs: ['macd', 'signal', 'histogram'],
  start: ({ fast, slow, signal }) => new MacdKernel(Math.min(fast, slow), Math.max(fast, slow), signal),
};

class MacdKernel implements Kernel {
  readonly #fast: ExponentialAverage;
  readonly #slow: ExponentialAverage;
  readonly #signal: ExponentialAverage;
  #wait: number;

  constructor(fast: number, slow: number, signal: number) {
    this.#fast = new ExponentialAverage(fast);
    this.#slow = new ExponentialAverage(slow);
    this.#signal = new ExponentialAverage(signal);
    this.#wait = slow - fast;
  }

  run({ close }: { close: Float64Array }, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const slow = this.#slow.next(close[i]);
      const fast = this.#wait > 0 ? Number.NaN : this.#fast.next(close[i]);
      if (this.#wait > 0) this.#wait--;
      const macd = fast - slow;
      const signal = Number.isNaN(macd) ? Number.NaN : this.#signal.next(macd);
      out[0][i] = Number.isNaN(signal) ? Number.NaN : macd;
      out[1][i] = signal;
      out[2][i] = macd - signal;
    }
  }
}
