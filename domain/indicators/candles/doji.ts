import type { Indicator } from '../indicator.ts';
import { BODY_BARS, body, MeanBefore, range } from './shape.ts';

const DOJI_SHARE = 0.1;

/** Doji: a body of at most a tenth of the mean range of the ten bars before. 100 where found, else 0. */
export const CDLDOJI: Indicator<never> = {
  name: 'CDLDOJI',
  parameters: {},
  outputs: ['pattern'],
  start() {
    const ranges = new MeanBefore(BODY_BARS);
    return {
      run(bars, from, to, out) {
        for (let i = from; i < to; i++) {
          const meanRange = ranges.next(range(bars, i));
          out[0][i] = Number.isNaN(meanRange) ? Number.NaN : body(bars, i) <= DOJI_SHARE * meanRange ? 100 : 0;
        }
      },
    };
  },
};
