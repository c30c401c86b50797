import { bars, type Indicator } from './indicator.ts';
import { Window } from './streams/window.ts';

/** Momentum: change of the close over `period` bars, in quote units. */
export const MOM: Indicator<'period'> = {
  name: 'MOM',
  parameters: { period: bars(10) },
  outputs: ['mom'],
  start({ period }) {
    const window = new Window(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = close[i] - window.push(close[i]);
        }
      },
    };
  },
};
