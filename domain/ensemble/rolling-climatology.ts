/**
 * The climatology baseline (METHODS §2, `clim365`) at many past decisions: the same numbers as sorting a year of
 * returns at each of them, from one sample that is moved forward (some thirty times faster).
 */
import { DAY_MS, type EpochMs } from '../market/candles.ts';
import { type History, logReturns } from '../market/history.ts';
import { FEWEST_BARS } from '../models/returns.ts';
import { gridQuantiles } from '../numeric/quantiles.ts';
import { SortedWindow } from './sorted-window.ts';

export interface Climatology {
  /** Shape (103). */
  readonly quantiles: Float64Array;
  /** Share of the returns above 0. */
  readonly baseRate: number;
}

const YEAR_MS = 365 * DAY_MS;

/**
 * One climatology per decision (ascending), null where fewer than 90 days of returns (a week of them may be missing)
 * lie before it.
 */
export function rollingClimatology(
  history: History,
  decisions: readonly EpochMs[],
  horizonBars: number,
): (Climatology | null)[] {
  const returns = logReturns(history, horizonBars);
  const year = YEAR_MS / history.barMs;
  let from = 0;
  let to = 0;
  const sample = new SortedWindow(Math.max(history.length, year + 1));
  return decisions.map((decision) => {
    const end = Math.floor((decision - history.firstOpenTime) / history.barMs);
    const nextTo = Math.max(to, Math.min(end, history.length));
    const nextFrom = Math.max(from, nextTo - year - 1);
    const gone = present(returns, from, Math.min(nextFrom, to));
    const come = present(returns, Math.max(to, nextFrom), nextTo);
    sample.remove(gone);
    sample.add(come);
    [from, to] = [nextFrom, nextTo];
    return sample.values.length < FEWEST_BARS ? null : summary(sample.values);
  });
}

function summary(sorted: Float64Array): Climatology {
  let up = sorted.length;
  while (up > 0 && sorted[up - 1] > 0) up--;
  return { quantiles: gridQuantiles(sorted), baseRate: (sorted.length - up) / sorted.length };
}

function present(returns: Float64Array, from: number, to: number): Float64Array {
  return returns.slice(from, Math.max(from, to)).filter(Number.isFinite).sort();
}
