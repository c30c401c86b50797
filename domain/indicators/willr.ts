import { bars, type Indicator } from './indicator.ts';
import { RollingMax } from './streams/rolling-max.ts';

/** Williams %R, −100 … 0; NaN in a window without range. */
export const WILLR: Indicator<'period'> = {
  name: 'WILLR',
  parameters: { period: bars(14, 2) },
  outputs: ['willr'],
  start({ period }) {
    const highest = new RollingMax(period);
    const lowest = new RollingMax(period);
    return {
      run({ high, low, close }, from, to, out) {
        for (let i = from; i < to; i++) {
          const top = highest.next(high[i]);
          const bottom = -lowest.next(-low[i]);
          out[0][i] = (-100 * (top - close[i])) / (top - bottom);
        }
      },
    };
  },
};
