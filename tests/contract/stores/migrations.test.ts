import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../activities/ports.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { connectPostgres } from '../../../adapters/postgres/postgres.ts';
import { DATABASE_URL, databases, MIGRATIONS, type Opened, openFreshDatabase } from './targets.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-migrations-'));
  return () => rm(folder, { recursive: true });
});
const write = (name: string, sql: string) => writeFile(join(folder, name), sql);

describe.each(databases)('migrations on $name', ({ name, open }) => {
  describe.skipIf(!open)(name, () => {
    let opened: Opened<Database>;
    const database = () => opened.value;
    beforeAll(async () => {
      if (open) opened = await open();
    });
    beforeEach(() => database().execute('drop schema public cascade; create schema public'));
    afterAll(() => opened[Symbol.asyncDispose]());

    it('applies every file once, in order', async () => {
      const files = (await readdir(MIGRATIONS)).sort();
      expect(await migrate(database(), MIGRATIONS)).toEqual(files);
      expect(await migrate(database(), MIGRATIONS)).toEqual([]);
    });

    it('applies only what is new', async () => {
      await write('0001_a.sql', 'create table a (n int); insert into a values (1);');
      await migrate(database(), folder);
      await write('0002_b.sql', 'insert into a values (2)');
      expect(await migrate(database(), folder)).toEqual(['0002_b.sql']);
      expect(await database().query('select n from a order by n', [])).toEqual([{ n: 1 }, { n: 2 }]);
    });

    it('keeps the files before one that fails, and nothing of that one', async () => {
      await write('0001_a.sql', 'create table a (n int)');
      await write('0002_b.sql', 'create table b (n int); select * from nowhere');
      await expect(migrate(database(), folder)).rejects.toThrow('nowhere');
      expect(await tables(database())).toEqual(['a', 'schema_migrations']);
      await write('0002_b.sql', 'create table b (n int)');
      expect(await migrate(database(), folder)).toEqual(['0002_b.sql']);
    });

    it('refuses an applied file that was edited', async () => {
      await write('0001_a.sql', 'create table a (n int)');
      await migrate(database(), folder);
      await write('0001_a.sql', 'create table a (n bigint)');
      const refusal = { code: 'store.conflict', message: expect.stringContaining('0001_a.sql was edited') };
      await expect(migrate(database(), folder)).rejects.toMatchObject(refusal);
    });

    it('refuses a database that a newer version migrated', async () => {
      await cp(MIGRATIONS, folder, { recursive: true });
      const next = String((await readdir(folder)).length + 1).padStart(4, '0');
      await write(`${next}_newer.sql`, 'create table newer (n int)');
      await migrate(database(), folder);
      const refusal = { code: 'store.conflict', message: expect.stringContaining(`${next}_newer.sql`) };
      await expect(migrate(database(), MIGRATIONS)).rejects.toMatchObject(refusal);
    });

    it.each([
      ['a hole', ['0001_a.sql', '0003_c.sql']],
      ['a number twice', ['0001_a.sql', '0001_b.sql']],
    ])('refuses %s in the numbering before touching anything', async (_, names) => {
      for (const each of names) await write(each, 'select 1');
      await expect(migrate(database(), folder)).rejects.toMatchObject({ code: 'input.invalid' });
      expect(await tables(database())).toEqual([]);
    });
  });
});

describe.skipIf(DATABASE_URL === null)('three migrators at once on PostgreSQL (INCIDENTS D7)', () => {
  it('each file is applied by exactly one of them, and the schema is whole', async () => {
    await using opened = await openFreshDatabase(DATABASE_URL ?? '');
    const applied = await Promise.all(
      [1, 2, 3].map(async () => {
        await using own = connectPostgres({ url: opened.url });
        return await migrate(own, MIGRATIONS);
      }),
    );
    expect(applied.flat().sort()).toEqual((await readdir(MIGRATIONS)).sort());
    expect(await tables(opened.value)).toContain('window_embeddings');
    expect(await opened.value.query("select 1 from pg_locks where locktype = 'advisory'", [])).toEqual([]);
  });
});

async function tables(database: Database): Promise<string[]> {
  const sql = "select tablename from pg_tables where schemaname = 'public' order by tablename";
  return (await database.query<{ tablename: string }>(sql, [])).map(({ tablename }) => tablename);
}
