import { bars, type Indicator } from './indicator.ts';
import { Window } from './streams/window.ts';

/** Linearly weighted moving average of closes: the newest weighs `period`, the oldest 1. */
export const WMA: Indicator<'period'> = {
  name: 'WMA',
  parameters: { period: bars(20) },
  outputs: ['wma'],
  start({ period }) {
    const window = new Window(period);
    const divider = (period * (period + 1)) / 2;
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          window.push(close[i]);
          out[0][i] = window.full ? weightedSum(window) / divider : Number.NaN;
        }
      },
    };
  },
};

function weightedSum({ values, oldest }: Window): number {
  let sum = 0;
  let weight = 1;
  for (let k = oldest; k < values.length; k++) sum += weight++ * values[k];
  for (let k = 0; k < oldest; k++) sum += weight++ * values[k];
  return sum;
}
