import type { Rng } from '../numeric/random.ts';
import { type Estimate, estimate } from '../scoring/block-bootstrap.ts';
import { DAYS_OF_YEAR } from './path-figures.ts';

export interface StationaryDraws {
  /** Blocks begin anywhere, run around the end, and are this long on average. */
  readonly meanBlockDays: number;
  readonly draws: number;
  readonly rng: Rng;
}

export interface ReturnEstimates {
  readonly cagr: Estimate;
  readonly sharpe: Estimate;
  readonly sortino: Estimate;
}

/**
 * Annual growth, Sharpe and Sortino ratio of daily returns with their 95 % intervals: stationary bootstrap (Politis &
 * Romano 1994). All three are functions of sums, so a block costs as much as a day. `daily`: shape (days), at least 2.
 */
export function bootstrapReturns(daily: Float64Array, how: StationaryDraws): ReturnEstimates {
  const columns = [daily, daily.map(square), daily.map((r) => Math.min(r, 0) ** 2), daily.map(Math.log1p)];
  const days = daily.length;
  const resample = resampler(columns, how);
  const sums = Float64Array.from(columns, (column) => column.reduce((sum, x) => sum + x, 0));
  const value = measured(sums, days);
  const drawn = Array.from({ length: how.draws }, () => {
    resample(sums);
    return measured(sums, days);
  });
  const of = (name: keyof ReturnEstimates) =>
    estimate(
      value[name],
      Float64Array.from(drawn, (each) => each[name]),
    );
  return { cagr: of('cagr'), sharpe: of('sharpe'), sortino: of('sortino') };
}

/** A function that writes the sums of each column over one resampled series, all columns drawn together. */
function resampler(columns: readonly Float64Array[], { meanBlockDays, rng }: StationaryDraws) {
  const days = columns[0].length;
  const width = columns.length;
  const before = sumsAround(columns);
  const perLogarithm = 1 / Math.log(1 - 1 / meanBlockDays);
  return (sums: Float64Array): void => {
    sums.fill(0);
    for (let filled = 0; filled < days; ) {
      const start = rng.below(days);
      const geometric = 1 + Math.floor(Math.log(1 - rng.uniform()) * perLogarithm);
      const length = Math.min(geometric, days - filled);
      for (let c = 0; c < width; c++) sums[c] += before[(start + length) * width + c] - before[start * width + c];
      filled += length;
    }
  };
}

function measured([sum, squares, downside, logs]: Float64Array, days: number) {
  const mean = sum / days;
  const year = Math.sqrt(DAYS_OF_YEAR);
  const variance = Math.max(0, (squares - days * mean * mean) / (days - 1));
  return {
    cagr: Math.expm1((DAYS_OF_YEAR * logs) / days),
    sharpe: (year * mean) / Math.sqrt(variance),
    sortino: (year * mean) / Math.sqrt(downside / days),
  };
}

/** Sums of the first k rows of the columns laid out twice, row by row; shape ((2 days + 1) × columns). */
function sumsAround(columns: readonly Float64Array[]): Float64Array {
  const days = columns[0].length;
  const width = columns.length;
  const sums = new Float64Array((2 * days + 1) * width);
  for (let i = 0; i < 2 * days; i++) {
    for (let c = 0; c < width; c++) sums[(i + 1) * width + c] = sums[i * width + c] + columns[c][i % days];
  }
  return sums;
}

function square(value: number): number {
  return value * value;
}
