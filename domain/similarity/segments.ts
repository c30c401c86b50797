/**
 * Embeddings are stored in weekly segments named by the hash of the candles they were computed from: a week whose
 * candles did not change is never computed twice, and a revised candle gives its weeks new names.
 */

import type { EpochMs } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { WEEK_MS, weeklyBoundary } from '../market/week.ts';
import { LOOKBACK_BARS } from './space.ts';

/** Bars [fromBar, toBar) of a history: those that open in one UTC week, Monday 00:00 to Monday 00:00. */
export interface Segment {
  readonly fromBar: number;
  readonly toBar: number;
  /** Closes of the first and of the last bar. */
  readonly fromCloseTime: EpochMs;
  readonly toCloseTime: EpochMs;
}

/**
 * The weeks of a history that lie in it together with the lookback of their first bar, ascending. Only the last may be
 * unfinished. Empty where the history is too short.
 */
export function segments(history: History): Segment[] {
  const { firstOpenTime, barMs, length, cutoff } = history;
  const weeks: Segment[] = [];
  const earliest = firstOpenTime + (LOOKBACK_BARS - 1) * barMs;
  let monday = weeklyBoundary(earliest);
  if (monday < earliest) monday += WEEK_MS;
  for (; monday < cutoff; monday += WEEK_MS) {
    const fromBar = Math.ceil((monday - firstOpenTime) / barMs);
    const toBar = Math.min(length, Math.ceil((monday + WEEK_MS - firstOpenTime) / barMs));
    weeks.push({
      fromBar,
      toBar,
      fromCloseTime: firstOpenTime + (fromBar + 1) * barMs,
      toCloseTime: firstOpenTime + toBar * barMs,
    });
  }
  return weeks;
}

/**
 * What a segment's embeddings depend on, for hashing: open time of the first bar of its lookback, bar length, then the
 * columns open, high, low, close, volume from that bar to the segment's end, as little-endian doubles. A missing bar is
 * written as zeros, which no price is.
 */
export function segmentBytes(history: History, segment: Segment): Uint8Array {
  const from = segment.fromBar - LOOKBACK_BARS + 1;
  const columns = [history.open, history.high, history.low, history.close, history.volume];
  const bars = segment.toBar - from;
  const view = new DataView(new ArrayBuffer(8 * (2 + columns.length * bars)));
  view.setFloat64(0, history.firstOpenTime + from * history.barMs, true);
  view.setFloat64(8, history.barMs, true);
  let at = 16;
  for (const column of columns) {
    for (let bar = from; bar < segment.toBar; bar++, at += 8) {
      view.setFloat64(at, Number.isNaN(history.close[bar]) ? 0 : column[bar], true);
    }
  }
  return new Uint8Array(view.buffer);
}
