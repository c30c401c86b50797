/** Made-up hourly candles for the feature tests, from a seed; `without` names rows that the venue does not have. */
import { type Candles, HOUR_MS } from '../../../domain/market/candles.ts';
import { walk } from '../indicators/market.ts';

export const FIRST_OPEN = Date.UTC(2023, 0, 2);

export function hourly(length: number, seed = 'features', without: readonly number[] = []): Candles {
  const bars = walk(length, seed);
  const missing = new Set(without);
  const rows = Array.from({ length }, (_, i) => i).filter((i) => !missing.has(i));
  const column = (values: ArrayLike<number>) => Float64Array.from(rows, (i) => values[i]);
  return {
    symbol: 'BTC/USDT',
    barMs: HOUR_MS,
    openTime: Float64Array.from(rows, (i) => FIRST_OPEN + i * HOUR_MS),
    open: column(bars.open),
    high: column(bars.high),
    low: column(bars.low),
    close: column(bars.close),
    volume: column(bars.volume),
  };
}

/** The close of bar `i`. */
export function closeOf(i: number): number {
  return FIRST_OPEN + (i + 1) * HOUR_MS;
}
