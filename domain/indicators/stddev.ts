import { bars, factor, type Indicator } from './indicator.ts';
import { RollingMoments } from './streams/moments.ts';

/** Population standard deviation of closes, times `deviations`. */
export const STDDEV: Indicator<'period' | 'deviations'> = {
  name: 'STDDEV',
  parameters: { period: bars(20, 2), deviations: factor(1) },
  outputs: ['stddev'],
  start({ period, deviations }) {
    const moments = new RollingMoments(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          moments.next(close[i]);
          out[0][i] = deviations * moments.deviation;
        }
      },
    };
  },
};
