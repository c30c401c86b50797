import { bars, type Indicator } from './indicator.ts';
import { RelativeStrength } from './streams/relative-strength.ts';

/** Wilder's relative strength index of closes, 0 … 100; NaN while nothing has moved. */
export const RSI: Indicator<'period'> = {
  name: 'RSI',
  parameters: { period: bars(14, 2) },
  outputs: ['rsi'],
  start({ period }) {
    const strength = new RelativeStrength(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = strength.next(close[i]);
        }
      },
    };
  },
};
