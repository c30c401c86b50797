import type { Candles, EpochMs } from './candles.ts';

/**
 * What a computation may know at a cutoff: the closed bars up to it on a regular grid.
 * Bar i opens at `firstOpenTime + i·barMs`; the last bar closes at `cutoff`. A bar that the venue does not have is NaN
 * in all five columns: it is never filled, and whoever computes must step over it.
 */
export interface History {
  readonly symbol: string;
  readonly barMs: number;
  readonly cutoff: EpochMs;
  readonly firstOpenTime: EpochMs;
  readonly length: number;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Most hourly bars that a release loads (DESIGN §10). */
export const MAX_HISTORY_BARS = 17_520;
/** Fewest hourly bars (90 days) with which a release is made at all. */
export const MIN_HISTORY_BARS = 2_160;

/**
 * The bars of `candles` that closed at or before `cutoff`, at most `maxBars` of them, on a regular grid.
 * The grid starts with the first bar found inside the window. Expects `cutoff` to be a bar close.
 */
export function historyAt(candles: Candles, cutoff: EpochMs, maxBars: number = MAX_HISTORY_BARS): History {
  const { barMs, openTime } = candles;
  const lastOpen = cutoff - barMs;
  const earliest = cutoff - maxBars * barMs;
  let from = 0;
  while (from < openTime.length && openTime[from] < earliest) from++;
  let to = openTime.length;
  while (to > from && openTime[to - 1] > lastOpen) to--;
  const firstOpenTime = from < to ? openTime[from] : cutoff;
  const length = Math.round((cutoff - firstOpenTime) / barMs);
  const column = () => new Float64Array(length).fill(Number.NaN);
  const history = { open: column(), high: column(), low: column(), close: column(), volume: column() };
  for (let row = from; row < to; row++) {
    const at = Math.round((openTime[row] - firstOpenTime) / barMs);
    history.open[at] = candles.open[row];
    history.high[at] = candles.high[row];
    history.low[at] = candles.low[row];
    history.close[at] = candles.close[row];
    history.volume[at] = candles.volume[row];
  }
  return { symbol: candles.symbol, barMs, cutoff, firstOpenTime, length, ...history };
}

/** The same history as it was known at an earlier cutoff, at most `maxBars` long, without copying. */
export function earlier(history: History, cutoff: EpochMs, maxBars: number = history.length): History {
  const to = Math.max(0, Math.min(history.length, Math.floor((cutoff - history.firstOpenTime) / history.barMs)));
  const from = Math.max(0, to - maxBars);
  return {
    symbol: history.symbol,
    barMs: history.barMs,
    cutoff: history.firstOpenTime + to * history.barMs,
    firstOpenTime: history.firstOpenTime + from * history.barMs,
    length: to - from,
    open: history.open.subarray(from, to),
    high: history.high.subarray(from, to),
    low: history.low.subarray(from, to),
    close: history.close.subarray(from, to),
    volume: history.volume.subarray(from, to),
  };
}

/** The same history from its first bar that is there: a window that begins inside a gap begins behind it. */
export function fromFirstBar(history: History): History {
  const first = history.close.findIndex((close) => !Number.isNaN(close));
  return earlier(history, history.cutoff, history.length - Math.max(0, first));
}

/** Log-returns over `bars` bars ending at each bar; NaN where either end is missing. Shape (length). */
export function logReturns(history: History, bars: number): Float64Array {
  const { close, length } = history;
  const returns = new Float64Array(length).fill(Number.NaN);
  for (let i = bars; i < length; i++) returns[i] = Math.log(close[i] / close[i - bars]);
  return returns;
}
