import type { Strategy } from './strategy.ts';

const FAST_BARS = 12;
const SLOW_BARS = 26;

/**
 * Long while the fast average of closes is above the slow one, else flat; all in. Both averages start with the first
 * close (pandas: `ewm(span, adjust=False)`) and count as undefined for the first 25 bars. A cross is two defined bars, the
 * slow average above on the first and below on the second, or the other way round.
 */
export const emaCross: Strategy = {
  name: 'ema-cross',
  about: `long while the EMA of ${FAST_BARS} closes is above that of ${SLOW_BARS}, else flat`,
  needsForecasts: false,
  start({ stopDistance, targetDistance }) {
    const enter = { exposure: 1, stopDistance, targetDistance };
    const leave = { exposure: 0, stopDistance: null, targetDistance: null };
    let fast = Number.NaN;
    let slow = Number.NaN;
    return (view, { exposure }) => {
      const close = view.close();
      const before = fast - slow;
      fast = averaged(fast, close, FAST_BARS);
      slow = averaged(slow, close, SLOW_BARS);
      if (view.count <= SLOW_BARS) return null;
      const now = fast - slow;
      if (before < 0 && now > 0) return exposure === 0 ? enter : null;
      return before > 0 && now < 0 && exposure > 0 ? leave : null;
    };
  },
};

function averaged(average: number, close: number, bars: number): number {
  return Number.isNaN(average) ? close : average + (2 / (bars + 1)) * (close - average);
}
