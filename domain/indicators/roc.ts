import { bars, type Indicator } from './indicator.ts';
import { Window } from './streams/window.ts';

/** Rate of change of closes over `period` bars, in percent. */
export const ROC: Indicator<'period'> = {
  name: 'ROC',
  parameters: { period: bars(10) },
  outputs: ['roc'],
  start({ period }) {
    const window = new Window(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = (close[i] / window.push(close[i]) - 1) * 100;
        }
      },
    };
  },
};
