/** Crypto trades around the clock, and still some hours of the week are twice as lively as others. */
import { HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';

export const WEEK_HOURS = 168;

/** Factors on the variance of a bar by hour of the week, shape (168), mean 1. */
export type HourFactors = readonly number[];

/** A cell is pulled towards what hour of day and day of week say apart from each other as by this many weeks. */
const PRIOR_WEEKS = 50;

/** The hour of the week in which a bar opens, 0 … 167, counted from Thursday 00:00 UTC as the epoch is. */
export function hourOfWeek(history: History, bar: number): number {
  return Math.floor(barOfWeek(history, bar) / barsOfHour(history));
}

/** Position of a bar among the bars of the week: the hour of the week where bars are hours. */
export function barOfWeek({ firstOpenTime, barMs }: History, bar: number): number {
  const week = (WEEK_HOURS * HOUR_MS) / barMs;
  return (((firstOpenTime / barMs + bar) % week) + week) % week;
}

/** Bars in an hour: 1, or 12 of five minutes. */
export function barsOfHour({ barMs }: History): number {
  return HOUR_MS / barMs;
}

/**
 * Geometric mean of the variances of each hour of the week against all, shrunk to the product of its hour of day and
 * day of week (an additive model of the logarithms). `variances`: one per bar, NaN where it is missing.
 */
export function hourFactors(history: History, variances: Float64Array): HourFactors {
  const cells = cellMeans(history, variances);
  const days = groupMeans(cells, 7, (cell) => Math.floor(cell / 24));
  const hours = groupMeans(cells, 24, (cell) => cell % 24);
  const factors = Array.from({ length: WEEK_HOURS }, (_, cell) => {
    const { mean, weeks } = cells[cell];
    const apart = days[Math.floor(cell / 24)] + hours[cell % 24];
    return Math.exp((weeks * mean + PRIOR_WEEKS * apart) / (weeks + PRIOR_WEEKS));
  });
  const level = factors.reduce((sum, factor) => sum + factor, 0) / WEEK_HOURS;
  return factors.map((factor) => factor / level);
}

/**
 * Sum of the factors of the `horizonBars` bars that follow a bar, by the place of that bar in the week (`barOfWeek`).
 * Shape (bars of a week): 168 where bars are hours.
 */
export function factorsAhead(factors: HourFactors, horizonBars: number, hourBars = 1): Float64Array {
  const ahead = new Float64Array(WEEK_HOURS * hourBars);
  for (let place = 0; place < ahead.length; place++) {
    for (let step = 1; step <= horizonBars; step++) {
      ahead[place] += factors[Math.floor((place + step) / hourBars) % WEEK_HOURS];
    }
  }
  return ahead;
}

interface Cell {
  /** Mean logarithm of the variance, less that of all bars. */
  readonly mean: number;
  readonly weeks: number;
}

function cellMeans(history: History, variances: Float64Array): Cell[] {
  const sums = new Float64Array(WEEK_HOURS);
  const counts = new Float64Array(WEEK_HOURS);
  for (let bar = 0; bar < history.length; bar++) {
    if (Number.isNaN(variances[bar])) continue;
    const cell = hourOfWeek(history, bar);
    sums[cell] += Math.log(variances[bar]);
    counts[cell]++;
  }
  const all = sums.reduce((a, b) => a + b, 0) / counts.reduce((a, b) => a + b, 0);
  const hourBars = barsOfHour(history);
  return Array.from(sums, (sum, i) => ({
    mean: counts[i] > 0 ? sum / counts[i] - all : 0,
    weeks: counts[i] / hourBars,
  }));
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
