import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../activities/ports.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { connectPostgres } from '../../../adapters/postgres/postgres.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { verifyChain } from '../../../domain/ledger/chain.ts';
import { openFolderDatabase } from '../../fixtures/embedded-database.ts';
import { type Cut, cutWire } from './cut.ts';
import { documentOf, pendingPublishers, releaseEntry, request, ruleEntry } from './examples.ts';
import { DATABASE_URL, MIGRATIONS, openFreshDatabase } from './targets.ts';

describe('a database that is not there', () => {
  it('is unreachable, nothing happened, and the password is not in the message', async () => {
    await using database = connectPostgres({ url: 'postgres://almanac:canary@127.0.0.1:1/nowhere' });
    const attempts = [
      () => database.check(),
      () => database.transaction(async () => 'never'),
      () => database.execute('drop'),
    ];
    for (const attempt of attempts) {
      const failure = await attempt().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'store.unreachable', world: 'nothing-happened' });
      expect(String(failure)).toContain('127.0.0.1:1/nowhere');
      expect(String(failure)).not.toContain('canary');
    }
  });
});

describe('a database that accepts and never answers', () => {
  it('is unreachable after the time it was given', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await using database = connectPostgres({ url: `postgres://a:b@127.0.0.1:${port}/c`, connectTimeoutMs: 100 });
    await expect(database.check()).rejects.toMatchObject({ code: 'store.unreachable', world: 'nothing-happened' });
    silent.close();
  });
});

describe('PGlite in a folder', () => {
  let folder: string;
  let dir: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-pglite-'));
    dir = join(folder, 'deep', 'database');
    await using database = await openFolderDatabase(dir);
    await migrate(database, MIGRATIONS);
    await createStores(database).ledger.append(ruleEntry('kept'), 1);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('keeps what was committed when it is closed and opened again, and is unreachable once it is closed', async () => {
    const database = await openFolderDatabase(dir);
    expect(await migrate(database, MIGRATIONS)).toEqual([]);
    expect((await createStores(database).ledger.find('live', 'rule', 'kept'))?.sequence).toBe(1);
    await database[Symbol.asyncDispose]();
    const unreachable = { code: 'store.unreachable', world: 'nothing-happened' };
    await expect(database.check()).rejects.toMatchObject(unreachable);
    await expect(database.transaction(async () => 'never')).rejects.toMatchObject(unreachable);
  });

  it('says that a file is where its folder should be', async () => {
    await expect(openFolderDatabase(join('/dev/null', 'database'))).rejects.toMatchObject({ name: 'AlmanacError' });
  });
});

describe.skipIf(DATABASE_URL === null)('a PostgreSQL that dies in the middle', () => {
  let fresh: Awaited<ReturnType<typeof openFreshDatabase>>;
  let database: Database;
  beforeAll(async () => {
    if (DATABASE_URL === null) return;
    fresh = await openFreshDatabase(DATABASE_URL);
    database = fresh.value;
    await migrate(database, MIGRATIONS);
  });
  afterAll(() => fresh[Symbol.asyncDispose]());

  it('in a transaction: nothing happened, and the next one gets a new connection', async () => {
    const { ledger } = createStores(database);
    const attempt = database.transaction(async (inside) => {
      await inside.query("insert into ledger_heads values ('simulated', 0, $1)", ['0'.repeat(64)]);
      await killOwnConnection(inside);
      await inside.query('select 1', []);
    });
    await expect(attempt).rejects.toMatchObject({ code: 'store.unreachable', world: 'nothing-happened' });
    expect(await ledger.head('simulated')).toBeNull();
    expect(await database.query('select 1 from ledger_heads', [])).toEqual([]);
  });

  it('while nobody uses its connection: the next query works', async () => {
    await database.check();
    const idle =
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    await database.query(idle, []);
    await Promise.all([1, 2, 3].map(() => settled(database.check())));
    await database.check();
  });

  it('in a single statement: only reading certainly did nothing', async () => {
    const kill = 'pg_terminate_backend(pg_backend_pid())';
    const unreachable = { code: 'store.unreachable' };
    await expect(database.query(`select ${kill}`, [])).rejects.toMatchObject({
      ...unreachable,
      world: 'nothing-happened',
    });
    const write = database.query(`with k as (select ${kill}) insert into embedding_spaces select 'k', 1 from k`, []);
    await expect(write).rejects.toMatchObject({ ...unreachable, world: 'unknown' });
  });

  it.each<[Cut, 'done' | 'nothing']>([
    ['before-it-arrives', 'nothing'],
    ['before-the-answer', 'done'],
  ])('at the commit of a ledger entry, %s: unknown, and asking again settles it on one entry', async (cut, truth) => {
    const asked = request({ source: 'recorded', releaseId: `cut-${cut}` });
    const stores = createStores(database);
    await stores.releases.begin(asked);
    const completed = { document: documentOf(asked), publications: [{ publisher: 'file' }] };
    await using wire = await cutWire(fresh.url, 'commit\0', cut);
    await using overWire = connectPostgres({ url: wire.url });
    const append = () => createStores(overWire).ledger.append(releaseEntry(asked), 1, completed);

    await expect(append()).rejects.toMatchObject({ code: 'store.unreachable', world: 'unknown' });
    const stored = await stores.ledger.find('recorded', 'release', asked.releaseId);
    expect(stored === null ? 'nothing' : 'done').toBe(truth);

    const entry = await append();
    const entries = await stores.ledger.entries('recorded');
    expect(entries.filter(({ key }) => key === asked.releaseId)).toEqual([entry]);
    expect(verifyChain(entries)).toEqual(await stores.ledger.head('recorded'));
    expect(await pendingPublishers(stores, asked.releaseId)).toEqual(['file']);
  });

  it('is refused as a mistake of the configuration when the password is wrong', async () => {
    const url = new URL(fresh.url);
    url.password = 'canary';
    await using wrong = connectPostgres({ url: url.href });
    await expect(wrong.check()).rejects.toMatchObject({ code: 'config.invalid' });
    await expect(wrong.check()).rejects.not.toThrow('canary');
  });
});

async function killOwnConnection(inside: { query(sql: string, values: []): Promise<unknown> }): Promise<void> {
  await settled(inside.query('select pg_terminate_backend(pg_backend_pid())', []));
}

async function settled(work: Promise<unknown>): Promise<void> {
  await Promise.allSettled([work]);
}
