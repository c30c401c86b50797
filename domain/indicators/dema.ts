import { bars, type Indicator } from './indicator.ts';
import { ExponentialAverage } from './streams/smoothing.ts';

/** Double exponential moving average (Mulloy 1994): 2·EMA − EMA of EMA. */
export const DEMA: Indicator<'period'> = {
  name: 'DEMA',
  parameters: { period: bars(20) },
  outputs: ['dema'],
  start({ period }) {
    const once = new ExponentialAverage(period);
    const twice = new ExponentialAverage(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          const first = once.next(close[i]);
          out[0][i] = Number.isNaN(first) ? Number.NaN : 2 * first - twice.next(first);
        }
      },
    };
  },
};
