import type { Candles, EpochMs } from '../../market/candles.ts';

/** One closed bar: all that the matching engine knows of what happened in it. */
export interface Bar {
  readonly openTime: EpochMs;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Units of the base asset. */
  readonly volume: number;
}

export function barAt(candles: Candles, at: number): Bar {
  return {
    openTime: candles.openTime[at],
    open: candles.open[at],
    high: candles.high[at],
    low: candles.low[at],
    close: candles.close[at],
    volume: candles.volume[at],
  };
}
