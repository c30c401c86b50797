import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, Table } from '../../../activities/ports.ts';
import { parquetCodec } from '../../../adapters/parquet/codec.ts';
import { MAX_HISTORY_BARS } from '../../../domain/market/history.ts';

const nullable = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 3 });
const VALUES = {
  double: nullable(fc.double()),
  int64: nullable(fc.maxSafeInteger()),
  utf8: nullable(fc.string({ unit: 'grapheme' })),
  boolean: nullable(fc.boolean()),
} as const;

/** Runs of equal values as well as noise: the level encoding switches between the two. */
const tables: fc.Arbitrary<Table> = fc
  .record({
    runs: fc.array(fc.nat({ max: 40 }), { maxLength: 12 }),
    types: fc.array(fc.constantFrom(...typesOf()), { minLength: 1, maxLength: 5 }),
  })
  .chain(({ runs, types }) => fc.tuple(...types.map((type, i) => columnOf(`c${i}.x`, type, runs))))
  .map((columns) => ({ columns }));

function typesOf() {
  return Object.keys(VALUES) as (keyof typeof VALUES)[];
}

function columnOf(name: string, type: keyof typeof VALUES, runs: readonly number[]): fc.Arbitrary<Column> {
  const repeated = runs.map((length) => VALUES[type].map((value) => new Array(length).fill(value)));
  return fc.tuple(...repeated).map((values) => ({ name, type, values: values.flat() }) as Column);
}

describe('Parquet tables', () => {
  it('come back as they were, NaN as null', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        expect(await parquetCodec.decode(await parquetCodec.encode(table))).toEqual(withoutNaN(table));
      }),
      { numRuns: 200 },
    );
  });

  it('are the same bytes whenever they are the same table', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        expect(await parquetCodec.encode(structuredClone(table))).toEqual(await parquetCodec.encode(table));
      }),
      { numRuns: 50 },
    );
  });

  it('take typed arrays', async () => {
    const values = Float64Array.of(1, Number.NaN, -0);
    const decoded = await parquetCodec.decode(
      await parquetCodec.encode({ columns: [{ name: 'a', type: 'double', values }] }),
    );
    expect(decoded.columns).toEqual([{ name: 'a', type: 'double', values: [1, null, -0] }]);
  });

  it('hold a whole history of candles in under 600 KB', async () => {
    const price = (i: number) => Math.round((20_000 + 5_000 * Math.sin(i / 50) + ((i * 7_919) % 1_000)) * 100) / 100;
    const column = (name: string, of: (i: number) => number) => ({
      name,
      type: 'double' as const,
      values: Float64Array.from({ length: MAX_HISTORY_BARS }, (_, i) => of(i)),
    });
    const table = {
      columns: ['open_time_ms', 'open', 'high', 'low', 'close', 'volume'].map((name, c) =>
        column(name, c === 0 ? (i) => i * 3_600_000 : (i) => price(i + c)),
      ),
    };
    const bytes = await parquetCodec.encode(table);
    expect(bytes.byteLength).toBeLessThan(600_000);
  });

  it.each<[string, Table]>([
    ['no columns', { columns: [] }],
    [
      'columns of different lengths',
      {
        columns: [
          { name: 'a', type: 'double', values: [1] },
          { name: 'b', type: 'double', values: [] },
        ],
      },
    ],
    [
      'a column twice',
      {
        columns: [
          { name: 'a', type: 'double', values: [] },
          { name: 'a', type: 'utf8', values: [] },
        ],
      },
    ],
    ['a numeric column name', { columns: [{ name: '1', type: 'double', values: [] }] }],
    ['a whole number above 2^53', { columns: [{ name: 'a', type: 'int64', values: [2 ** 53] }] }],
    ['a fraction among whole numbers', { columns: [{ name: 'a', type: 'int64', values: [0.5] }] }],
    ['NaN among whole numbers', { columns: [{ name: 'a', type: 'int64', values: [Number.NaN] }] }],
  ])('are refused with %s', async (_, table) => {
    await expect(parquetCodec.encode(table)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('are refused as malformed when cut off, changed by a bit or something else', async () => {
    const bytes = await parquetCodec.encode({ columns: [{ name: 'a', type: 'double', values: [1, 2, 3] }] });
    const inPage = bytes.findIndex((byte, i) => byte === 0x1f && bytes[i + 1] === 0x8b) + 12;
    const flipped = bytes.map((byte, i) => (i === inPage ? byte ^ 0x01 : byte));
    for (const broken of [
      bytes.slice(0, -1),
      bytes.slice(10),
      new Uint8Array(),
      new TextEncoder().encode('a,b\n1,2\n'),
      flipped,
    ]) {
      await expect(parquetCodec.decode(broken)).rejects.toMatchObject({ code: 'data.malformed' });
    }
  });
});

describe('Parquet tables and DuckDB', () => {
  let duckdb: DuckDBConnection;
  let folder: string;
  beforeAll(async () => {
    duckdb = await DuckDBConnection.create();
    folder = await mkdtemp(join(tmpdir(), 'almanac-parquet-'));
  });
  afterAll(async () => {
    duckdb.closeSync();
    await rm(folder, { recursive: true });
  });
  const read = async (path: string) =>
    (await duckdb.runAndReadAll(`select * from read_parquet('${path}')`)).getColumns();

  it('reads what was written', async () => {
    let files = 0;
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        // A file of its own each time: DuckDB remembers what it read under a name by its size and time of change.
        const path = join(folder, `ours-${++files}.parquet`);
        await writeFile(path, await parquetCodec.encode(table));
        const found = (await read(path)).map((values) =>
          values.map((value) => (typeof value === 'bigint' ? Number(value) : value)),
        );
        const rows = table.columns[0].values.length;
        expect(found).toEqual(rows === 0 ? found : withoutNaN(table).columns.map(({ values }) => values));
        expect(found[0]?.length ?? 0).toBe(rows);
      }),
      { numRuns: 100 },
    );
  });

  it.each(['uncompressed', 'snappy', 'gzip', 'zstd'])('is read where it wrote with %s', async (compression) => {
    const path = join(folder, `${compression}.parquet`);
    const columns =
      "i::bigint as whole, i::int as small, i / 3.0::double as real, 'text ' || (i % 5) as words, i % 2 = 0 as even";
    const query = `select ${columns}, case when i % 3 = 0 then i::double end as some from range(3000) as r (i)`;
    await duckdb.run(`copy (${query}) to '${path}' (format parquet, compression ${compression}, row_group_size 2048)`);
    const { columns: found } = await parquetCodec.decode(await readFile(path));
    expect(found.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'whole int64',
      'small int64',
      'real double',
      'words utf8',
      'even boolean',
      'some double',
    ]);
    const expected = (await read(path)).map((values) =>
      values.map((value) => (typeof value === 'bigint' ? Number(value) : value)),
    );
    expect(found.map(({ values }) => values)).toEqual(expected);
  });

  it('names the column of a type that tables do not have', async () => {
    const path = join(folder, 'times.parquet');
    await duckdb.run(`copy (select timestamp '2026-01-01' as at) to '${path}' (format parquet)`);
    await expect(parquetCodec.decode(await readFile(path))).rejects.toMatchObject({
      code: 'data.malformed',
      detail: { column: 'at' },
    });
  });
});

function withoutNaN({ columns }: Table): Table {
  return {
    columns: columns.map(
      (column) =>
        ({
          ...column,
          values: Array.from<unknown, unknown>(column.values, (value) => (Number.isNaN(value) ? null : value)),
        }) as Column,
    ),
  };
}
