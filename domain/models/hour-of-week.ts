/** Crypto trades around the clock, and still some hours of the week are twice as lively as others. */
import { HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { WEEK_BARS } from './returns.ts';

/** Factors on the variance of a bar by hour of the week, shape (168), mean 1. */
export type HourFactors = readonly number[];

/** A cell is pulled towards what hour of day and day of week say apart from each other as by this many weeks. */
const PRIOR_WEEKS = 50;

/** Position in the week of a bar, 0 … 167, counted from Thursday 00:00 UTC as the epoch is. */
export function hourOfWeek(history: History, bar: number): number {
  const hour = history.firstOpenTime / HOUR_MS + bar;
  return ((hour % WEEK_BARS) + WEEK_BARS) % WEEK_BARS;
}

/**
 * Geometric mean of the variances of each hour of the week against all, shrunk to the product of its hour of day and
 * day of week (an additive model of the logarithms). `variances`: one per bar, NaN where it is missing.
 */
export function hourFactors(history: History, variances: Float64Array): HourFactors {
  const cells = cellMeans(history, variances);
  const days = groupMeans(cells, 7, (cell) => Math.floor(cell / 24));
  const hours = groupMeans(cells, 24, (cell) => cell % 24);
  const factors = Array.from({ length: WEEK_BARS }, (_, cell) => {
    const { mean, weeks } = cells[cell];
    const apart = days[Math.floor(cell / 24)] + hours[cell % 24];
    return Math.exp((weeks * mean + PRIOR_WEEKS * apart) / (weeks + PRIOR_WEEKS));
  });
  const level = factors.reduce((sum, factor) => sum + factor, 0) / WEEK_BARS;
  return factors.map((factor) => factor / level);
}

/** Sum of the factors of the `horizonBars` bars that follow a bar, by the hour of the week of that bar. Shape (168). */
export function factorsAhead(factors: HourFactors, horizonBars: number): Float64Array {
  const ahead = new Float64Array(WEEK_BARS);
  for (let cell = 0; cell < WEEK_BARS; cell++) {
    for (let step = 1; step <= horizonBars; step++) ahead[cell] += factors[(cell + step) % WEEK_BARS];
  }
  return ahead;
}

interface Cell {
  /** Mean logarithm of the variance, less that of all bars. */
  readonly mean: number;
  readonly weeks: number;
}

function cellMeans(history: History, variances: Float64Array): Cell[] {
  const sums = new Float64Array(WEEK_BARS);
  const counts = new Float64Array(WEEK_BARS);
  let cell = hourOfWeek(history, 0);
  for (let bar = 0; bar < history.length; bar++) {
    if (!Number.isNaN(variances[bar])) {
      sums[cell] += Math.log(variances[bar]);
      counts[cell]++;
    }
    cell = cell + 1 === WEEK_BARS ? 0 : cell + 1;
  }
  const all = sums.reduce((a, b) => a + b, 0) / counts.reduce((a, b) => a + b, 0);
  return Array.from(sums, (sum, i) => ({ mean: counts[i] > 0 ? sum / counts[i] - all : 0, weeks: counts[i] }));
}

function groupMeans(cells: readonly Cell[], groups: number, groupOf: (cell: number) => number): Float64Array {
  const sums = new Float64Array(groups);
  const counts = new Float64Array(groups);
  cells.forEach(({ mean, weeks }, cell) => {
    sums[groupOf(cell)] += weeks * mean;
    counts[groupOf(cell)] += weeks;
  });
  return sums.map((sum, group) => (counts[group] > 0 ? sum / counts[group] : 0));
}
