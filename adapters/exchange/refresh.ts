import { type Candles, candleCount, type EpochMs } from '../../domain/market/candles.ts';
import { GAPLESS_BARS } from '../../domain/market/continuity-checks.ts';
import { rowsOf } from '../../domain/market/rows.ts';
import type { CandleRow } from '../../domain/market/sources.ts';

export interface TimeSpan {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * What of [from, to) must be fetched when some bars are stored: the part before them, and the end with an overlap of
 * 48 bars in which the venue may have corrected itself.
 */
export function missingSpans(stored: Candles, from: EpochMs, to: EpochMs): readonly TimeSpan[] {
  const { openTime, barMs } = stored;
  const count = candleCount(stored);
  if (count === 0) return [{ from, to }];
  const lastClose = Math.min(openTime[count - 1] + barMs, to);
  const tail = { from: Math.max(from, lastClose - GAPLESS_BARS * barMs), to };
  if (openTime[0] <= from) return [tail];
  return openTime[0] < tail.from ? [{ from, to: openTime[0] }, tail] : [{ from, to }];
}

/** Stored rows of [from, to) with the fetched ones over them, ascending as far as each was; duplicates are kept. */
export function overlaid(stored: Candles, fetched: readonly CandleRow[], from: EpochMs, to: EpochMs): CandleRow[] {
  const renewed = new Set(fetched.map((row) => row[0]));
  const kept = rowsOf(stored).filter((row) => row[0] >= from && row[0] < to && !renewed.has(row[0]));
  return [...kept, ...fetched].sort((a, b) => a[0] - b[0]);
}
