import { ADX } from '../indicators/adx.ts';
import { ATR } from '../indicators/atr.ts';
import { EMA } from '../indicators/ema.ts';
import { batch } from '../indicators/run.ts';
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { logRange } from './turbulence.ts';

/** What the rules look at when a bar has closed. NaN where it cannot be known: warming up, or the bar is missing. */
export interface RegimeObservation {
  readonly closeTime: EpochMs;
  /** UTC hour in which the bar opened. */
  readonly hour: number;
  readonly close: number;
  /** Highest close of the last 24 bars, this one included. */
  readonly peak: number;
  readonly logRange: number;
  /** Wilder's ADX over 14 bars, 0 … 100. */
  readonly adx: number;
  /** ATR over 14 bars as a share of the close. */
  readonly atr: number;
  /** (EMA20 − EMA50) / ATR; 0 where nothing moved. */
  readonly gapAtr: number;
}

const PEAK_BARS = 24;

/** One observation a bar; the recursive indicators start with the first bar given. */
export function observations(history: History): RegimeObservation[] {
  const [adx] = batch(ADX, history, { period: 14 });
  const [atr] = batch(ATR, history, { period: 14 });
  const [fast] = batch(EMA, history, { period: 20 });
  const [slow] = batch(EMA, history, { period: 50 });
  return Array.from({ length: history.length }, (_, i) => {
    const openTime = history.firstOpenTime + i * history.barMs;
    const close = history.close[i];
    const gap = fast[i] - slow[i];
    return {
      closeTime: openTime + history.barMs,
      hour: Math.floor(openTime / HOUR_MS) % 24,
      close,
      peak: peakAt(history.close, i),
      logRange: logRange(history.high[i], history.low[i]),
      adx: adx[i],
      atr: atr[i] / close,
      gapAtr: gap === 0 ? 0 : gap / atr[i],
    };
  });
}

function peakAt(close: Float64Array, i: number): number {
  let peak = close[i];
  for (let j = Math.max(0, i - PEAK_BARS + 1); j < i; j++) if (close[j] > peak) peak = close[j];
  return peak;
}
