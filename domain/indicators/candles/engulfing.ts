import type { Bars, Indicator, Kernel } from '../indicator.ts';
import { body, bodyBottom, bodyTop, rises } from './shape.ts';

/**
 * Engulfing: a body of the other colour that covers the body before. ±100, or ±80 where one end of the two bodies is
 * the same price (TA-Lib); positive when it rises.
 */
export const CDLENGULFING: Indicator<never> = {
  name: 'CDLENGULFING',
  parameters: {},
  outputs: ['pattern'],
  start: () => new EngulfingKernel(),
};

class EngulfingKernel implements Kernel {
  #before: { readonly rising: boolean; readonly top: number; readonly bottom: number } | null = null;

  run(bars: Bars, from: number, to: number, out: readonly Float64Array[]): void {
    for (let i = from; i < to; i++) {
      const now = { rising: rises(bars, i), top: bodyTop(bars, i), bottom: bodyBottom(bars, i) };
      const before = this.#before;
      this.#before = now;
      if (before === null) {
        out[0][i] = Number.NaN;
        continue;
      }
      const covers = now.top >= before.top && now.bottom <= before.bottom && body(bars, i) > before.top - before.bottom;
      const strength = now.top !== before.top && now.bottom !== before.bottom ? 100 : 80;
      out[0][i] = covers && now.rising !== before.rising ? (now.rising ? strength : -strength) : 0;
    }
  }
}
