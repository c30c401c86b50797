import type { Indicator } from './indicator.ts';
import { TrueRange } from './streams/true-range.ts';

/** True range (Wilder 1978), in quote units. */
export const TRANGE: Indicator<never> = {
  name: 'TRANGE',
  parameters: {},
  outputs: ['trange'],
  start() {
    const range = new TrueRange();
    return {
      run(bars, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = range.next(bars, i);
        }
      },
    };
  },
};
