import { simulate, UNMOVED } from './filtered-simulation.ts';
import { factorsAhead, type HourFactors, hourFactors, hourOfWeek } from './hour-of-week.ts';
import type { Model } from './model.ts';
import { rangeVariances } from './range-variance.ts';
import { FEWEST_BARS, WEEK_BARS, YEAR_BARS } from './returns.ts';

/**
 * What followed this hour of the week before follows again. The textbook's form repeats one past week; here all weeks
 * of the past year speak, in units of how lively the hours ahead of them usually are.
 */
export const seasonalNaive: Model<HourFactors> = {
  name: 'seasonal-naive',
  version: '1',
  role: 'reserve',
  minBars: FEWEST_BARS,
  maxBars: YEAR_BARS + WEEK_BARS,
  estimate: (history) => hourFactors(history, rangeVariances(history)),
  forecast: (history, factors, horizonsBars) =>
    simulate(history, 0, horizonsBars, (horizonBars) => {
      const ahead = factorsAhead(factors, horizonBars).map(Math.sqrt);
      return { move: UNMOVED, sigma: (bar) => ahead[hourOfWeek(history, bar)] };
    }),
};
