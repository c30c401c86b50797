import { bars, type Indicator } from './indicator.ts';
import { NewestMaximum } from './streams/newest-maximum.ts';

/** Aroon (Chande 1995), 0 … 100: how recent the extremes of the last `period + 1` bars are; of equals the newest counts. */
export const AROON: Indicator<'period'> = {
  name: 'AROON',
  parameters: { period: bars(25, 2) },
  outputs: ['down', 'up'],
  start({ period }) {
    const highest = new NewestMaximum(period + 1);
    const lowest = new NewestMaximum(period + 1);
    return {
      run({ high, low }, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = (100 * (period - lowest.next(-low[i]))) / period;
          out[1][i] = (100 * (period - highest.next(high[i]))) / period;
        }
      },
    };
  },
};
