import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { openPglite } from '../../../adapters/postgres/pglite.ts';

describe('the files of an empty database', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-empty-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are made once and copied, and what one database is told no other one knows', async () => {
    const cacheDir = join(folder, 'cache');
    await using first = await openPglite({ dir: join(folder, 'first', 'database'), cacheDir });
    await first.execute('create table mine (n integer)');
    const [kept] = await readdir(cacheDir);
    expect(await readdir(join(cacheDir, kept))).toContain('PG_VERSION');
    await writeFile(join(cacheDir, kept, 'came-with-the-copy'), '');

    await using second = await openPglite({ dir: join(folder, 'second', 'database'), cacheDir });
    expect(await second.query("select to_regclass('mine') as mine")).toEqual([{ mine: null }]);
    expect(await readdir(join(folder, 'second', 'database'))).toContain('came-with-the-copy');
    expect(await readdir(cacheDir)).toEqual([kept]);
  });

  it('are kept as an archive for databases in memory, which know nothing of each other', async () => {
    const cacheDir = join(folder, 'cache');
    await using first = await openPglite({ dir: null, cacheDir });
    await first.execute('create table mine (n integer)');
    expect(await readdir(cacheDir)).toContainEqual(expect.stringMatching(/^pglite-.*\.tar$/));
    await using second = await openPglite({ dir: null, cacheDir });
    expect(await second.query("select to_regclass('mine') as mine")).toEqual([{ mine: null }]);
  });

  it('come with the schema where one is named, kept beside those without, and another schema is another database', async () => {
    const cacheDir = join(folder, 'cache');
    const migrations = join(folder, 'migrations');
    await mkdir(migrations);
    await writeFile(join(migrations, '0001_mine.sql'), 'create table mine (n integer)');
    const before = await readdir(cacheDir);
    for (const dir of [join(folder, 'with-schema', 'database'), null]) {
      await using database = await openPglite({ dir, cacheDir, migrations });
      expect(await database.query('select * from mine')).toEqual([]);
      expect(await migrate(database, migrations)).toEqual([]);
    }
    const kept = (await readdir(cacheDir)).filter((name) => !before.includes(name));
    expect(kept).toHaveLength(2);
    expect(await readdir(cacheDir)).toEqual(expect.arrayContaining(before));

    await writeFile(join(migrations, '0002_yours.sql'), 'create table yours (n integer)');
    await using next = await openPglite({ dir: null, cacheDir, migrations });
    expect(await next.query('select * from yours')).toEqual([]);
    await using none = await openPglite({ dir: null, cacheDir });
    expect(await none.query("select to_regclass('mine') as mine")).toEqual([{ mine: null }]);
  });

  it('take the place of a copy that a killed process did not finish', async () => {
    const dir = join(folder, 'killed', 'database');
    await mkdir(`${dir}.unfinished`, { recursive: true });
    await writeFile(join(`${dir}.unfinished`, 'half'), '');
    await using database = await openPglite({ dir, cacheDir: join(folder, 'cache') });
    await database.check();
    expect(await readdir(join(folder, 'killed'))).toEqual(['database']);
    expect(await readdir(dir)).not.toContain('half');
  });

  it('are not needed where the cache cannot be written', async () => {
    await writeFile(join(folder, 'a-file'), '');
    const cacheDir = join(folder, 'a-file', 'cache');
    await using database = await openPglite({ dir: join(folder, 'without', 'database'), cacheDir });
    await database.check();
  });
});
