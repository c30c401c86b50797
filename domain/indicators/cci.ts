import { bars, type Indicator } from './indicator.ts';
import { RollingSum } from './streams/rolling-sum.ts';
import { Window } from './streams/window.ts';

/** Commodity channel index (Lambert 1980) of the typical price; NaN where the window does not move. */
export const CCI: Indicator<'period'> = {
  name: 'CCI',
  parameters: { period: bars(20, 2) },
  outputs: ['cci'],
  start({ period }) {
    const sum = new RollingSum(period);
    const window = new Window(period);
    return {
      run({ high, low, close }, from, to, out) {
        for (let i = from; i < to; i++) {
          const typical = (high[i] + low[i] + close[i]) / 3;
          window.push(typical);
          const mean = sum.next(typical) / period;
          out[0][i] = (typical - mean) / ((0.015 * absoluteDeviations(window.values, mean)) / period);
        }
      },
    };
  },
};

function absoluteDeviations(values: Float64Array, mean: number): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += Math.abs(values[k] - mean);
  return sum;
}
