/** What recorded releases are made of: the real file where there is one, else five years of the simulated market. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { listingsOf } from '../../exchange/listings.ts';
import { SimulatedMarket } from '../../exchange/market.ts';
import { recordedCandles } from '../places.ts';

const SYMBOL = 'BTC/USDT';
const YEARS_OF_BARS = 5 * 8_766;
/** A Thursday: the week's learning ends on the Monday before. */
const NOON = Date.parse('2023-06-01T12:00Z');

/** Words of the command for a release `hoursLater` than the first one, within the same week. */
export async function recordedRelease(folder: string): Promise<(hoursLater: number) => string[]> {
  return releaseFrom(recordedCandles('BTCUSDT-1h-2017-2023.csv.gz') ?? (await simulatedFile(folder)));
}

/** The same from another file of hourly candles. */
export function releaseFrom(file: string): (hoursLater: number) => string[] {
  const asOf = (hoursLater: number) => new Date(NOON + hoursLater * HOUR_MS).toISOString();
  return (hoursLater) => [
    'release',
    '--slot=manual',
    `--symbol=${SYMBOL}`,
    '--source=recorded',
    `--candles=${file}`,
    `--as-of=${asOf(hoursLater)}`,
    '--json',
  ];
}

async function simulatedFile(folder: string): Promise<string> {
  const market = new SimulatedMarket('bench', [SYMBOL]);
  const until = NOON + 48 * HOUR_MS;
  const bars = market.bars(listingsOf([SYMBOL])[0], HOUR_MS, until - YEARS_OF_BARS * HOUR_MS, until - HOUR_MS, until);
  const path = join(folder, 'BTCUSDT-1h.csv');
  await writeFile(path, ['timestamp_ms,open,high,low,close,volume', ...bars.map(String), ''].join('\n'));
  return path;
}
