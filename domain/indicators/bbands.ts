import { bars, factor, type Indicator } from './indicator.ts';
import { RollingMoments } from './streams/moments.ts';

/** Bollinger bands of closes: simple mean ± `deviations` population standard deviations. */
export const BBANDS: Indicator<'period' | 'deviations'> = {
  name: 'BBANDS',
  parameters: { period: bars(20, 2), deviations: factor(2) },
  outputs: ['upper', 'middle', 'lower'],
  start({ period, deviations }) {
    const moments = new RollingMoments(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          moments.next(close[i]);
          const reach = deviations * moments.deviation;
          out[0][i] = moments.mean + reach;
          out[1][i] = moments.mean;
          out[2][i] = moments.mean - reach;
        }
      },
    };
  },
};
