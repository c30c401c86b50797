import { bars, type Indicator } from './indicator.ts';
import { AverageTrueRange } from './streams/average-true-range.ts';

/** Average true range (Wilder 1978), in quote units. */
export const ATR: Indicator<'period'> = {
  name: 'ATR',
  parameters: { period: bars(14) },
  outputs: ['atr'],
  start({ period }) {
    const average = new AverageTrueRange(period);
    return {
      run(columns, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = average.next(columns, i);
        }
      },
    };
  },
};
