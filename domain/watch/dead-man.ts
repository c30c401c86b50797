/** When nobody is at the wheel any more: an executor that works writes a mark of every account once a minute, with a price. */
import type { EpochMs } from '../market/candles.ts';

export interface Wheel {
  /** Of the last mark that can be read; null: none, or the database does not answer. */
  readonly markedAt: EpochMs | null;
  /** Since when the switch watches: before that nobody is late. */
  readonly watchedSince: EpochMs;
}

/**
 * So long nothing was heard (ms). A mark needs the worker, the feed and the database, so the silence of any of them counts.
 *
 * @example silenceMs({ markedAt: null, watchedSince: 5_000 }, 65_000) // 60_000
 */
export function silenceMs({ markedAt, watchedSince }: Wheel, now: EpochMs): number {
  return now - Math.max(markedAt ?? watchedSince, watchedSince);
}
