import { DAY_MS, type EpochMs } from '../market/candles.ts';

/** What an account was worth, bar by bar. */
export interface EquityPath {
  readonly startTime: EpochMs;
  readonly startQuote: number;
  /** Closes of the bars, ascending; shape (bars), at least one. */
  readonly closeTime: Float64Array;
  /** At those closes; shape (bars). */
  readonly equityQuote: Float64Array;
}

/**
 * Equity marked daily at 00:00 UTC (METHODS §11): the start, then at each midnight what the account was worth at the last
 * close by then. What follows the last midnight belongs to no day and is left out.
 */
export function dailyMarks({ startTime, startQuote, closeTime, equityQuote }: EquityPath): Float64Array {
  const last = closeTime[closeTime.length - 1];
  const marks = [startQuote];
  let at = 0;
  for (let midnight = nextMidnight(startTime); midnight <= last; midnight += DAY_MS) {
    while (at < closeTime.length && closeTime[at] <= midnight) at++;
    marks.push(at === 0 ? startQuote : equityQuote[at - 1]);
  }
  return Float64Array.from(marks);
}

/** Simple returns between neighbouring marks; shape (marks − 1). */
export function returnsOf(marks: Float64Array): Float64Array {
  return Float64Array.from({ length: marks.length - 1 }, (_, i) => marks[i + 1] / marks[i] - 1);
}

export function lengthDays({ startTime, closeTime }: EquityPath): number {
  return (closeTime[closeTime.length - 1] - startTime) / DAY_MS;
}

function nextMidnight(at: EpochMs): EpochMs {
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS;
}
