import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Candles, HOUR_MS } from '../../../domain/market/candles.ts';

/** Hourly candles of a recorded CSV file that is known to be in order. */
export function recordedMarket(path: string, symbol: string): Candles {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n').slice(1);
  const columns = Array.from({ length: 6 }, () => new Float64Array(lines.length));
  lines.forEach((line, row) => {
    line.split(',').forEach((field, k) => {
      columns[k][row] = Number(field);
    });
  });
  const [openTime, open, high, low, close, volume] = columns;
  return { symbol, barMs: HOUR_MS, openTime, open, high, low, close, volume };
}
