import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseCandleFile } from '../../domain/market/candle-file.ts';
import { type Candles, HOUR_MS } from '../../domain/market/candles.ts';
import { candlesOf } from '../../domain/market/rows.ts';

/** Hourly candles of one recorded file (gzipped CSV) as they stand: research trusts what releases would check. */
export function readCandleFile(path: string, symbol: string): Candles {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  const { rows } = parseCandleFile(text, { path, symbol, cutoff: Number.POSITIVE_INFINITY });
  return candlesOf(rows, symbol, HOUR_MS);
}
