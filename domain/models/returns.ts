/** The samples that the models draw on: log-returns over the horizon, as far as both ends are there. */
import { type History, MIN_HISTORY_BARS } from '../market/history.ts';

export const DAY_BARS = 24;
export const WEEK_BARS = 7 * DAY_BARS;
export const YEAR_BARS = 365 * DAY_BARS;
/** A release is made from 90 days (DESIGN §10), and its parameters are up to a week older. */
export const FEWEST_BARS = MIN_HISTORY_BARS - WEEK_BARS;

/**
 * Log-returns over `horizonBars` that end in the last `windowBars` bars or at the bar just before them (METHODS §2:
 * both ends of the window count). Those with a missing end are left out. Shape (at most windowBars + 1).
 */
export function returnsEndingWithin({ close, length }: History, horizonBars: number, windowBars: number): Float64Array {
  const from = Math.max(horizonBars, length - windowBars - 1);
  const returns = new Float64Array(Math.max(0, length - from));
  let found = 0;
  for (let i = from; i < length; i++) {
    const move = Math.log(close[i] / close[i - horizonBars]);
    if (!Number.isNaN(move)) returns[found++] = move;
  }
  return returns.subarray(0, found);
}

/** ln(close) of each bar, NaN where it is missing. Shape (length). */
export function logCloses({ close, length }: History): Float64Array {
  const logs = new Float64Array(length);
  for (let i = 0; i < length; i++) logs[i] = Math.log(close[i]);
  return logs;
}
