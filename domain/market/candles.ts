/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;

export const MINUTE_MS = 60_000;
export const FIVE_MINUTES_MS = 300_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/**
 * Closed candles of one symbol as columns. All columns have the same length, ascend strictly by `openTime` and hold
 * finite positive prices (volume ≥ 0). A missing bar has no row. Bar i closes, and becomes available, at
 * `openTime[i] + barMs`.
 */
export interface Candles {
  /** `BASE/QUOTE` */
  readonly symbol: string;
  readonly barMs: number;
  readonly openTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

export const CANDLE_COLUMNS = ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const;

export function candleCount(candles: Candles): number {
  return candles.openTime.length;
}

/** Rows [from, to) without copying. */
export function sliceCandles(candles: Candles, from: number, to: number): Candles {
  return {
    symbol: candles.symbol,
    barMs: candles.barMs,
    openTime: candles.openTime.subarray(from, to),
    open: candles.open.subarray(from, to),
    high: candles.high.subarray(from, to),
    low: candles.low.subarray(from, to),
    close: candles.close.subarray(from, to),
    volume: candles.volume.subarray(from, to),
  };
}
