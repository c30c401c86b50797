import { bars, type Indicator } from './indicator.ts';
import { AverageTrueRange } from './streams/average-true-range.ts';

/** Average true range in percent of the close. */
export const NATR: Indicator<'period'> = {
  name: 'NATR',
  parameters: { period: bars(14) },
  outputs: ['natr'],
  start({ period }) {
    const average = new AverageTrueRange(period);
    return {
      run(columns, from, to, out) {
        for (let i = from; i < to; i++) {
          out[0][i] = (100 * average.next(columns, i)) / columns.close[i];
        }
      },
    };
  },
};
