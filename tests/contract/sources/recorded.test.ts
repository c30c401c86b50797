import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCandleFiles } from '../../../adapters/candle-file/read.ts';
import { keptFiles } from '../../../adapters/candle-file/kept.ts';
import { openRecorded } from '../../../adapters/candle-file/recorded.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import type { CandleRow } from '../../../domain/market/sources.ts';
import { barsUntil } from '../../unit/market/bars.ts';
import { marketSourceContract, never, nothingStored } from './market-source.ts';

const cutoff = Date.parse('2023-06-01T12:00Z');
const symbol = 'BTC/USDT';
const bars = barsUntil(cutoff + 24 * HOUR_MS, 2_600);
const csv = (rows: readonly CandleRow[]) =>
  `timestamp_ms,open,high,low,close,volume\n${rows.map((row) => row.join(',')).join('\n')}\n`;

let folder = '';
const put = async (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const read = (...files: string[]) =>
  openRecorded({ files }).prices(
    { symbol, barMs: HOUR_MS, from: cutoff - 2_500 * HOUR_MS, cutoff },
    nothingStored,
    never,
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candle-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a recorded market', () => {
  let file = '';
  beforeAll(async () => {
    file = await put('BTCUSDT-1h.csv.gz', gzipSync(csv(bars)));
  });
  marketSourceContract(() => ({ source: openRecorded({ files: [file] }), symbol, cutoff }));

  it('knows when its last bar closed', async () => {
    expect(await openRecorded({ files: [file] }).lastClose(symbol, HOUR_MS)).toBe(cutoff + 24 * HOUR_MS);
  });

  it('says so when the asked moment lies outside of it', async () => {
    const ask = (at: number) =>
      openRecorded({ files: [file] }).prices({ symbol, barMs: HOUR_MS, from: 0, cutoff: at }, nothingStored, never);
    await expect(ask(cutoff + 90 * 24 * HOUR_MS)).rejects.toMatchObject({ code: 'data.outside-range' });
    await expect(ask(cutoff - 900 * 24 * HOUR_MS)).rejects.toMatchObject({ code: 'data.outside-range' });
  });

  it('cannot be opened without a file', () => {
    expect(() => openRecorded({ files: [] })).toThrow(/--candles/);
  });
});

describe('candle files', () => {
  it('hold the same as CSV, gzip and Parquet, in one file or several', async () => {
    const wanted = (await read(await put('whole.csv', csv(bars)))).rows;
    expect((await read(await put('whole.csv.gz', gzipSync(csv(bars))))).rows).toEqual(wanted);
    expect((await read(await parquet('whole.parquet', 'zstd'))).rows).toEqual(wanted);
    expect((await read(await parquet('plain.parquet', 'uncompressed'))).rows).toEqual(wanted);
    const parts = [await put('a.csv', csv(bars.slice(0, 900))), await put('b.csv.gz', gzipSync(csv(bars.slice(800))))];
    expect((await read(...parts)).rows).toEqual(wanted);
  });

  it('are read by what they are, whatever they are called', async () => {
    expect((await read(await put('zipped.csv', gzipSync(csv(bars))))).rows).toHaveLength(2_500);
  });

  it('of minutes become hours, and that is named', async () => {
    const minutes = await put('minutes.csv', csv(barsUntil(cutoff, 6_000, 60_000)));
    const { rows, findings } = await readCandleFiles([minutes], { symbol, barMs: HOUR_MS, cutoff });
    expect(rows).toHaveLength(100);
    expect(findings).toEqual(['bars of 1h built from bars of 1m']);
  });

  const whole = gzipSync(csv(bars));
  it.each<[string, string, string | Uint8Array, string]>([
    ['an empty file', 'empty.csv', '', 'data.empty'],
    ['an empty archive', 'empty.csv.gz', gzipSync(''), 'data.empty'],
    ['a header alone', 'header.csv', csv([]).trim(), 'data.empty'],
    ['half an archive', 'half.csv.gz', whole.subarray(0, whole.length / 2), 'input.unreadable-file'],
    [
      'an archive with a flipped byte',
      'flipped.csv.gz',
      whole.with(whole.length >> 1, whole[whole.length >> 1] ^ 255),
      'input.unreadable-file',
    ],
    ['half a Parquet file', 'half.parquet', Buffer.from('PAR1 and then nothing'), 'input.unreadable-file'],
    ['binary garbage', 'garbage.csv', Uint8Array.from({ length: 999 }, (_, i) => (i * 7919) % 256), 'data.malformed'],
    ['a file named for another market', 'ETHUSDT-1h.csv', csv(bars), 'data.wrong-symbol'],
    ['bars of four hours', 'coarse.csv', csv(barsUntil(cutoff, 900, 4 * HOUR_MS)), 'data.wrong-bar-length'],
  ])('are refused by name: %s', async (_what, name, content, code) => {
    const path = await put(name, content);
    await expect(read(path)).rejects.toMatchObject({ code, message: expect.stringContaining(path) });
  });

  it('are refused by name: a file that does not exist, a folder', async () => {
    await expect(read(join(folder, 'absent.csv'))).rejects.toMatchObject({ code: 'input.unreadable-file' });
    await expect(read(folder)).rejects.toMatchObject({ code: 'input.unreadable-file' });
  });

  it('are refused with the name of the one that is wrong', async () => {
    const good = await put('good.csv', csv(bars.slice(0, 500)));
    const bad = await put('bad.csv', csv(bars.slice(500).with(3, [bars[503][0], -1, -1, -1, -1, 1])));
    await expect(read(good, bad)).rejects.toMatchObject({
      code: 'data.not-positive',
      message: expect.stringContaining(bad),
    });
  });

  it('that begin after the cutoff add nothing', async () => {
    const past = await put('past.csv', csv(bars.slice(0, 2_576)));
    const future = await put('future.csv', csv(bars.slice(2_576).map(([time]) => [time, -1, 0, Number.NaN, 1, 1])));
    expect((await read(past, future)).rows).toEqual((await read(past)).rows);
  });

  it.each([
    ['seconds', 1e-3],
    ['microseconds', 1e3],
    ['nanoseconds', 1e6],
  ])('with times in %s are refused by that name', async (unit, factor) => {
    const other = await put(
      `${unit}.csv`,
      csv(bars.map((row) => [row[0] * factor, ...row.slice(1)] as unknown as CandleRow)),
    );
    await expect(read(other)).rejects.toMatchObject({ code: 'data.wrong-time-unit', detail: { unit } });
  });

  it('that differ on one hour are refused', async () => {
    const one = await put('one.csv', csv(bars));
    const other = await put('other.csv', csv(bars.with(700, [bars[700][0], 1e4, 1e4, 1e4, 1e4, 1])));
    await expect(read(one, other)).rejects.toMatchObject({ code: 'data.conflicting-duplicates' });
  });

  it('may hold anything after the cutoff', async () => {
    const wanted = (await read(await put('clean.csv', csv(bars.slice(0, 2_576))))).rows;
    const late = (line: string) => `${cutoff + 5 * HOUR_MS},${line}\n`;
    const garbage = await put('late.csv', csv(bars) + late('0,-1,NaN,x,1') + late('') + late('1,2'));
    expect((await read(garbage)).rows).toEqual(wanted);
  });

  it('that are kept are parsed once, answer every cutoff as if they had been read for it, and anew when they change', async () => {
    const parse = keptFiles();
    const late = `${cutoff + 5 * HOUR_MS},0,-1,NaN,x,1\n`;
    for (const [name, content] of [
      ['kept.csv', csv(bars)],
      ['kept-garbage.csv', csv(bars) + late],
    ]) {
      const path = await put(name, content);
      for (const until of [cutoff - 9 * HOUR_MS, cutoff, Number.POSITIVE_INFINITY]) {
        const read = (...how: [typeof parse?]) =>
          outcomeOf(readCandleFiles([path], { symbol, barMs: HOUR_MS, cutoff: until }, ...how));
        expect(await read(parse)).toEqual(await read());
      }
    }
    const path = await put('changing.csv', csv(bars));
    const first = async () => (await parse(path, { symbol, barMs: HOUR_MS, cutoff })).rows[0];
    const before = await first();
    expect(await first()).toBe(before);
    await put('changing.csv', csv(bars.slice(1)));
    expect((await first())[0]).toBe(before[0] + HOUR_MS);
  });

  const outcomeOf = (reading: Promise<unknown>) => reading.catch((failure: Error) => failure.message);

  /** Written by DuckDB, an implementation of Parquet that is not ours. */
  async function parquet(name: string, codec: string): Promise<string> {
    const source = await put(`for-${name}.csv`, csv(bars));
    const path = join(folder, name);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT * FROM read_csv('${source}')) TO '${path}' (FORMAT parquet, COMPRESSION ${codec})`,
    );
    connection.closeSync();
    instance.closeSync();
    return path;
  }
});
