import { DAY_MS, type EpochMs } from '../market/candles.ts';
import type { EquityPath } from './equity-path.ts';

export interface Drawdown {
  /** Fraction of the peak that was lost at the bottom, 0 … 1. */
  readonly depth: number;
  readonly peakTime: EpochMs;
  readonly bottomTime: EpochMs;
  /** When the peak was reached again; null where it was not. */
  readonly recoveredTime: EpochMs | null;
  /** From the peak to its recovery, or to the end. */
  readonly days: number;
}

/** Fraction below the highest close so far, at each close; shape (bars), 0 or negative. The start counts as a peak. */
export function underwater({ startQuote, equityQuote }: EquityPath): Float64Array {
  let peak = startQuote;
  return equityQuote.map((equity) => {
    if (equity > peak) peak = equity;
    return equity / peak - 1;
  });
}

/** The deepest fall from a peak, on bar closes; depth 0 where equity never fell. */
export function maxDrawdown(path: EquityPath): Drawdown {
  const { startTime, startQuote, closeTime, equityQuote } = path;
  const below = underwater(path);
  const bottom = below.reduce((lowest, value, i) => (value < below[lowest] ? i : lowest), 0);
  const peak = equityQuote[bottom] / (1 + below[bottom]);
  const before = equityQuote.subarray(0, bottom + 1).findLastIndex((_, i) => below[i] === 0);
  const after = equityQuote.subarray(bottom).findIndex((equity) => equity >= peak);
  const peakTime = before < 0 || (before === 0 && equityQuote[0] < startQuote) ? startTime : closeTime[before];
  const recoveredTime = after < 0 ? null : closeTime[bottom + after];
  const end = recoveredTime ?? closeTime[closeTime.length - 1];
  return {
    depth: Math.abs(below[bottom]),
    peakTime,
    bottomTime: closeTime[bottom],
    recoveredTime,
    days: (end - peakTime) / DAY_MS,
  };
}
