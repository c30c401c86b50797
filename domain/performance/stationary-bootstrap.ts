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
  const before = columns.map(sumsAround);
  const days = daily.length;
  const value = measured(
    columns.map((column) => column.reduce((sum, x) => sum + x, 0)),
    days,
  );
  const drawn = {
    cagr: new Float64Array(how.draws),
    sharpe: new Float64Array(how.draws),
    sortino: new Float64Array(how.draws),
  };
  const sums = [0, 0, 0, 0];
  for (let draw = 0; draw < how.draws; draw++) {
    sums.fill(0);
    for (let filled = 0; filled < days; ) {
      const start = how.rng.below(days);
      const length = Math.min(blockDays(how), days - filled, days);
      for (let c = 0; c < sums.length; c++) sums[c] += before[c][start + length] - before[c][start];
      filled += length;
    }
    const { cagr, sharpe, sortino } = measured(sums, days);
    drawn.cagr[draw] = cagr;
    drawn.sharpe[draw] = sharpe;
    drawn.sortino[draw] = sortino;
  }
  return {
    cagr: estimate(value.cagr, drawn.cagr),
    sharpe: estimate(value.sharpe, drawn.sharpe),
    sortino: estimate(value.sortino, drawn.sortino),
  };
}

/** Geometric with the mean asked for, at least 1. */
function blockDays({ meanBlockDays, rng }: StationaryDraws): number {
  return 1 + Math.floor(Math.log(1 - rng.uniform()) / Math.log(1 - 1 / meanBlockDays));
}

function measured([sum, squares, downside, logs]: readonly number[], days: number) {
  const mean = sum / days;
  const year = Math.sqrt(DAYS_OF_YEAR);
  const variance = Math.max(0, (squares - days * mean * mean) / (days - 1));
  return {
    cagr: Math.expm1((DAYS_OF_YEAR * logs) / days),
    sharpe: (year * mean) / Math.sqrt(variance),
    sortino: (year * mean) / Math.sqrt(downside / days),
  };
}

/** Sums of the first k values of the column laid out twice; shape (2 days + 1). */
function sumsAround(column: Float64Array): Float64Array {
  const days = column.length;
  const sums = new Float64Array(2 * days + 1);
  for (let i = 0; i < 2 * days; i++) sums[i + 1] = sums[i] + column[i % days];
  return sums;
}

function square(value: number): number {
  return value * value;
}
