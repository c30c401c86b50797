/** Issue 3: BTC, ETH and SOL at any hour of 2019–2023 that has its history and no gap in the last 48 bars. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCandleFiles } from '../../../adapters/candle-file/read.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { checkCandles } from '../../../domain/market/checks.ts';
import { MIN_HISTORY_BARS } from '../../../domain/market/history.ts';
import type { CandleRow } from '../../../domain/market/sources.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { sharedData } from '../../shared-data.ts';

const gaps = sharedData('gaps.csv');
const FIRST = Date.UTC(2019, 0, 1);
const LAST = Date.UTC(2024, 0, 1);

/** Missing hours of a file, as its publisher lists them: independent of our own reading of the file. */
function missingHours(file: string): number[] {
  const lines = readFileSync(gaps ?? '', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`shared/ohlcv/${file},`));
  return lines.flatMap((line) => {
    const [, , , first, last] = line.split(',');
    return Array.from({ length: (Number(last) - Number(first)) / HOUR_MS + 1 }, (_, i) => Number(first) + i * HOUR_MS);
  });
}

describe.each([
  ['BTC/USDT', 'BTCUSDT-1h-2017-2023.csv.gz'],
  ['ETH/USDT', 'ETHUSDT-1h-2017-2023.csv.gz'],
  ['SOL/USDT', 'SOLUSDT-1h-2020-2023.csv.gz'],
])('the recorded hours of %s', (symbol, file) => {
  const path = sharedData(`ohlcv/${file}`);

  const verdict = (rows: readonly CandleRow[], cutoff: number, bars: number): string => {
    const from = cutoff - bars * HOUR_MS;
    const given = rows.slice(lowerBound(rows, from), lowerBound(rows, cutoff + 3 * HOUR_MS));
    try {
      checkCandles(given, { symbol, barMs: HOUR_MS, cutoff, from });
      return 'passes';
    } catch (error) {
      return error instanceof AlmanacError ? error.code : String(error);
    }
  };

  /** By the list of gaps alone. */
  const expected = (missing: ReadonlySet<number>, firstBar: number, cutoff: number, bars: number): string => {
    const back = (hours: number) => cutoff - hours * HOUR_MS;
    if (missing.has(back(1))) return 'data.stale';
    for (let hour = 2; hour <= 48; hour++) if (missing.has(back(hour))) return 'data.gap';
    const start = Math.max(firstBar, back(bars));
    const held = (cutoff - start) / HOUR_MS - [...missing].filter((hour) => hour >= start && hour < cutoff).length;
    return held < MIN_HISTORY_BARS ? 'data.too-little-history' : 'passes';
  };

  const compare = (rows: readonly CandleRow[], cutoffs: readonly number[], bars: number) => {
    const missing = new Set(missingHours(file));
    const wrong = cutoffs
      .map((cutoff) => ({
        cutoff,
        got: verdict(rows, cutoff, bars),
        wanted: expected(missing, rows[0][0], cutoff, bars),
      }))
      .filter(({ got, wanted }) => got !== wanted);
    expect(wrong).toEqual([]);
  };

  const load = async () => (await readCandleFiles([path ?? ''], { symbol, barMs: HOUR_MS, cutoff: LAST })).rows;

  it.skipIf(!path || !gaps)(
    'pass or are refused by the right name, a hundred at random with two years each',
    async () => {
      const rows = await load();
      const rng = Rng.seeded(file);
      const start = Math.max(FIRST, rows[0][0] + 100 * 24 * HOUR_MS);
      const hours = (LAST - start) / HOUR_MS;
      compare(
        rows,
        Array.from({ length: 100 }, () => start + HOUR_MS * (1 + rng.below(hours))),
        17_520,
      );
    },
  );

  it.skipIf(!path || !gaps)('pass or are refused by the right name, every one around every gap', async () => {
    const rows = await load();
    const around = missingHours(file).flatMap((hour) => Array.from({ length: 52 }, (_, i) => hour + i * HOUR_MS));
    const cutoffs = [...new Set(around)].filter((cutoff) => cutoff >= FIRST && cutoff <= LAST);
    expect(cutoffs.length).toBeGreaterThan(400);
    compare(rows, cutoffs, 2_300);
  });

  it.skipIf(!path || !gaps)('name every older gap', async () => {
    const rows = await load();
    const { findings } = checkCandles(rows, { symbol, barMs: HOUR_MS, cutoff: LAST, from: FIRST });
    const listed = readFileSync(gaps ?? '', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith(`shared/ohlcv/${file},`));
    const inside = listed.filter((line) => Number(line.split(',')[3]) >= FIRST);
    const named = inside.map((line) => line.split(',')[1]);
    expect(findings).toHaveLength(named.length);
    named.forEach((time, i) => expect(findings[i]).toContain(time));
  });
});

function lowerBound(rows: readonly CandleRow[], time: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle][0] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
