import { bars, type Indicator } from './indicator.ts';
import { Window } from './streams/window.ts';

/** Slope of the least-squares line through the last `period` closes, in quote units per bar. */
export const LINEARREG_SLOPE: Indicator<'period'> = {
  name: 'LINEARREG_SLOPE',
  parameters: { period: bars(14, 2) },
  outputs: ['slope'],
  start({ period }) {
    const window = new Window(period);
    return {
      run({ close }, from, to, out) {
        for (let i = from; i < to; i++) {
          window.push(close[i]);
          out[0][i] = window.full ? slope(window) : Number.NaN;
        }
      },
    };
  },
};

/** Σ (x − mean x) · (y − oldest y) / Σ (x − mean x)²: centred, so that no digits cancel at high prices. */
function slope({ values, oldest }: Window): number {
  const period = values.length;
  let sum = 0;
  for (let k = 0; k < period; k++) {
    const y = values[oldest + k < period ? oldest + k : oldest + k - period];
    sum += (k - (period - 1) / 2) * (y - values[oldest]);
  }
  return (12 * sum) / (period * (period * period - 1));
}
