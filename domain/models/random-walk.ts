import type { History } from '../market/history.ts';
import { gridQuantiles } from '../numeric/quantiles.ts';
import { sortedFast } from '../numeric/sort.ts';
import { perHorizon, tooThin } from './answer.ts';
import type { Model, NotEnough } from './model.ts';
import { FEWEST_BARS, returnsEndingWithin, WEEK_BARS, YEAR_BARS } from './returns.ts';

/** Up is as likely as down: last year's returns, each counted with both signs. */
export const randomWalk: Model<Record<string, never>> = {
  name: 'random-walk',
  version: '1',
  role: 'reserve',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate: () => ({}),
  forecast: (history, _, horizonsBars) =>
    perHorizon(horizonsBars, (horizonBars) => randomWalkQuantiles(history, horizonBars)),
};

/** Zero drift, quantiles of the symmetrised returns over `horizonBars` of the past 365 days (METHODS §2). Shape (103). */
export function randomWalkQuantiles(history: History, horizonBars: number): Float64Array | NotEnough {
  const sample = returnsEndingWithin(history, horizonBars, YEAR_BARS);
  return tooThin(sample, `${horizonBars}-bar returns`) ?? symmetricQuantiles(sample);
}

/** Type-7 quantiles of the values together with their negatives. `sample`: shape (n), n ≥ 1. Shape (103). */
export function symmetricQuantiles(sample: Float64Array): Float64Array {
  const count = sample.length;
  const sizes = new Float64Array(count);
  for (let i = 0; i < count; i++) sizes[i] = Math.abs(sample[i]);
  const sorted = sortedFast(sizes);
  const both = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    both[count + i] = sorted[i];
    both[count - 1 - i] = -sorted[i];
  }
  return gridQuantiles(both);
}
