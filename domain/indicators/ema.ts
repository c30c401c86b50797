import { bars, type Indicator } from './indicator.ts';
import { ExponentialAverage } from './streams/smoothing.ts';

/** Exponential moving average of closes, started with the mean of the first `period` (TA-Lib's default mode). */
export const EMA: Indicator<'period'> = {
  name: 'EMA',
  parameters: { period: bars(20) },
  outputs: ['ema'],
  start({ period }) {
    const average = new ExponentialAverage(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = average.next(close[i]);
        }
      },
    };
  },
};
