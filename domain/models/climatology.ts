import type { History } from '../market/history.ts';
import { gridQuantiles } from '../numeric/quantiles.ts';
import { sortedFast } from '../numeric/sort.ts';
import { perHorizon, tooThin } from './answer.ts';
import type { Model, NotEnough } from './model.ts';
import { FEWEST_BARS, returnsEndingWithin, WEEK_BARS, YEAR_BARS } from './returns.ts';

/** What returns over the horizon were in the past year, whatever the hour: the forecast of somebody who knows nothing else. */
export const climatology: Model<Record<string, never>> = {
  name: 'climatology',
  version: '1',
  role: 'reserve',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate: () => ({}),
  forecast: (history, _, horizonsBars) =>
    perHorizon(horizonsBars, (horizonBars) => climatologyQuantiles(history, horizonBars)),
};

/** Type-7 quantiles of all returns over `horizonBars` that end in [T − 365 d, T] (METHODS §2). Shape (103). */
export function climatologyQuantiles(history: History, horizonBars: number): Float64Array | NotEnough {
  const sample = returnsEndingWithin(history, horizonBars, YEAR_BARS);
  return tooThin(sample, `${horizonBars}-bar returns`) ?? gridQuantiles(sortedFast(sample));
}
