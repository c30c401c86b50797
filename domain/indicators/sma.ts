import { bars, type Indicator } from './indicator.ts';
import { RollingSum } from './streams/rolling-sum.ts';

/** Simple moving average of closes. */
export const SMA: Indicator<'period'> = {
  name: 'SMA',
  parameters: { period: bars(20) },
  outputs: ['sma'],
  start({ period }) {
    const sum = new RollingSum(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = sum.next(close[i]) / period;
        }
      },
    };
  },
};
