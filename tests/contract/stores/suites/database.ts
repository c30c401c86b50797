import { expect, it } from 'vitest';
import type { Database } from '../../../../activities/ports.ts';

/** Everything above sees the same values, whichever database is behind the port. */
export function databaseSuite(database: () => Database): void {
  it('answers whole numbers as numbers, decimals as text, JSON parsed and times as dates', async () => {
    const [row] = await database().query(
      `select 9007199254740991::int8 as whole, 1.50::numeric as price, '{"a": [1]}'::jsonb as json,
         array[1, 2]::int8[] as wholes, array[0.10, 2]::numeric[] as prices, array[0.1, null]::float8[] as floats,
         '2026-01-01T00:00Z'::timestamptz as at, true as yes, null::text as nothing, '\\x0102'::bytea as bytes`,
      [],
    );
    expect({ ...row, bytes: [...(row.bytes as Uint8Array)] }).toEqual({
      whole: 9007199254740991,
      price: '1.50',
      json: { a: [1] },
      wholes: [1, 2],
      prices: ['0.10', '2'],
      floats: [0.1, null],
      at: new Date('2026-01-01T00:00Z'),
      yes: true,
      nothing: null,
      bytes: [1, 2],
    });
  });

  it('takes numbers, text, null, dates, bytes and arrays as parameters', async () => {
    const [row] = await database().query(
      `select $1::float8 as a, $2::text as b, $3::int8 as c, $4::timestamptz as d, $5::bytea as e, $6::float8[] as f,
         $7::text[] as g, $8::boolean as h`,
      [0.1, "it's {quoted}", null, new Date(86_400_000), Uint8Array.of(0, 255), [1.5, null], ['a,b', '"', ''], false],
    );
    expect({ ...row, e: [...(row.e as Uint8Array)] }).toEqual({
      a: 0.1,
      b: "it's {quoted}",
      c: null,
      d: new Date(86_400_000),
      e: [0, 255],
      f: [1.5, null],
      g: ['a,b', '"', ''],
      h: false,
    });
  });

  it('commits what a transaction did, whole', async () => {
    await database().execute('create table committed (n int); create table also_committed (n int)');
    const answer = await database().transaction(async (inside) => {
      await inside.query('insert into committed values ($1)', [1]);
      await inside.query('insert into also_committed values ($1)', [2]);
      return 'done';
    });
    const rows = await database().query('select * from committed, also_committed', []);
    expect([answer, rows]).toEqual(['done', [expect.anything()]]);
  });

  it('rolls a transaction back when its work throws, and throws that very error', async () => {
    await database().execute('create table rolled_back (n int)');
    const failure = new Error('changed its mind');
    const attempt = database().transaction(async (inside) => {
      await inside.query('insert into rolled_back values (1)', []);
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    expect(await database().query('select * from rolled_back', [])).toEqual([]);
  });

  it('does not report a transaction as committed whose work swallowed a failed statement', async () => {
    await database().execute('create table swallowed (n int primary key)');
    const attempt = database().transaction(async (inside) => {
      await inside.query('insert into swallowed values (1)', []);
      await inside.query('insert into swallowed values (1)', []).catch(() => undefined);
    });
    await expect(attempt).rejects.toMatchObject({ code: 'store.conflict', world: 'nothing-happened' });
    expect(await database().query('select * from swallowed', [])).toEqual([]);
  });

  it.each([
    ['a broken constraint', "insert into ledger_heads values ('elsewhere', 0, '')", 'store.conflict'],
    ['a value that does not fit', "select 'x'::int", 'store.conflict'],
    ['a statement that does not fit the schema', 'select * from nowhere', 'internal'],
  ])('names %s by code', async (_, sql, code) => {
    await expect(database().query(sql, [])).rejects.toMatchObject({ code, world: 'nothing-happened' });
  });

  it('can be checked', async () => {
    await database().check();
  });
}
