import { bars, type Indicator } from './indicator.ts';
import { RollingMax } from './streams/rolling-max.ts';

/** Middle of the range of the last `period` bars, in quote units. */
export const MIDPRICE: Indicator<'period'> = {
  name: 'MIDPRICE',
  parameters: { period: bars(20, 2) },
  outputs: ['midprice'],
  start({ period }) {
    const highest = new RollingMax(period);
    const lowest = new RollingMax(period);
    return {
      run({ high, low }, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = (highest.next(high[i]) - lowest.next(-low[i])) / 2;
        }
      },
    };
  },
};
