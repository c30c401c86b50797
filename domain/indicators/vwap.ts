import { bars, type Indicator } from './indicator.ts';
import { RollingSum } from './streams/rolling-sum.ts';

/**
 * Volume-weighted mean of the typical price over the last `period` bars, in quote units; NaN without volume. A rolling
 * window, not a session: crypto has no session, and the value must not depend on where the history begins.
 */
export const VWAP: Indicator<'period'> = {
  name: 'VWAP',
  parameters: { period: bars(24) },
  outputs: ['vwap'],
  start({ period }) {
    const traded = new RollingSum(period);
    const volumes = new RollingSum(period);
    return {
      run({ high, low, close, volume }, from, to, out) {
        for (let i = from; i < to; i++) {
          const typical = (high[i] + low[i] + close[i]) / 3;
          out[0][i] = traded.next(typical * volume[i]) / volumes.next(volume[i]);
        }
      },
    };
  },
};
