import { bars, type Indicator } from './indicator.ts';
import { RollingMoments } from './streams/moments.ts';

/** Volume less its mean over `period` bars, in population standard deviations; NaN where volume does not move. */
export const VOLUME_ZSCORE: Indicator<'period'> = {
  name: 'VOLUME_ZSCORE',
  parameters: { period: bars(50, 2) },
  outputs: ['zscore'],
  start({ period }) {
    const moments = new RollingMoments(period);
    return {
      run({ volume }, from, to, out) {
        for (let i = from; i < to; i++) {
          moments.next(volume[i]);
          out[0][i] = (volume[i] - moments.mean) / moments.deviation;
        }
      },
    };
  },
};
