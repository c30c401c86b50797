/** F191: a backup put back elsewhere is the same installation, to the digit, and its record verifies. */
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, ObjectStore } from '../../../activities/ports.ts';
import { dumpTables } from '../../../adapters/postgres/dump.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { backUp } from '../../../apps/operations/backup/backup.ts';
import { checkRestored, restore } from '../../../apps/operations/backup/restore.ts';
import { EXPORTED, HOURS, type KeptRecord, keptRecord, signer } from '../../fixtures/kept-record.ts';
import { databases, MIGRATIONS, objectStores, openFreshFolder } from '../stores/targets.ts';

let kept: KeptRecord;
let objects: Awaited<ReturnType<typeof openFreshFolder>>;
let folder: string;
beforeAll(async () => {
  kept = await keptRecord();
  objects = await openFreshFolder();
  folder = await mkdtemp(join(tmpdir(), 'almanac-backup-'));
  const { candles, embeddings } = createStores(kept.database);
  await candles.save('live:binance', { ...HOURS['BTC/USDT'] }, EXPORTED);
  await embeddings.insert('window-v1', [
    { segment: 'a'.repeat(64), rows: [{ closeTime: EXPORTED, embedding: Float64Array.of(0.1, 1e-7, -3) }] },
  ]);
  const words = '\u2028 "новости" \\ \n\u{1f600}';
  await objects.value.putIfAbsent('releases/one/words.json', Buffer.from(words), 'application/json');
  await objects.value.putIfAbsent('learned/BTC-USDT/x.bin', Uint8Array.of(0, 255, 10, 13), 'application/octet-stream');
  await take(join(folder, 'whole'));
});
afterAll(async () => {
  await kept[Symbol.asyncDispose]();
  await objects[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** The databases of tests come with the schema. */
const BARE = 'drop schema public cascade; create schema public';

const take = (to: string) =>
  backUp(
    {
      ...{ database: kept.database, objects: objects.value, ledger: kept.ledger },
      ...{ clock: { now: () => EXPORTED }, codeVersion: 'kept' },
    },
    to,
  );

async function rowsOf(database: Database): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  await dumpTables(database, async (table, more) => void (rows[table] ??= []).push(...more));
  for (const table of Object.values(rows)) table.sort();
  return rows;
}

const contentOf = async (store: ObjectStore) =>
  await Promise.all(
    (await store.list('')).map(async (key) => [key, Buffer.from(await store.get(key)).toString('hex')]),
  );

describe.each([0, 1])('a backup, put back into %#', (at) => {
  const database = databases[at];
  const store = objectStores[at];
  it.skipIf(database.open === null || store.open === null)(
    `${database.name} and ${store.name}, is the same installation`,
    async () => {
      await using into = await database.open!();
      await into.value.execute(BARE);
      await using to = await store.open!();
      const manifest = await restore(join(folder, 'whole'), {
        database: into.value,
        objects: to.value,
        migrations: MIGRATIONS,
      });

      expect(await rowsOf(into.value)).toEqual(await rowsOf(kept.database));
      expect(await contentOf(to.value)).toEqual(await contentOf(objects.value));
      const [{ source, verdict }] = await checkRestored(createStores(into.value), signer, manifest);
      expect([source, verdict.verified, verdict.entries.release]).toEqual(['live', true, 17]);
      await expect(
        restore(join(folder, 'whole'), { database: into.value, objects: to.value, migrations: MIGRATIONS }),
      ).rejects.toMatchObject({ code: 'store.conflict' });
    },
  );
});

describe('a backup that', () => {
  let into: Awaited<ReturnType<NonNullable<(typeof databases)[0]['open']>>>;
  beforeAll(async () => {
    into = await databases[0].open!();
  });
  afterAll(() => into[Symbol.asyncDispose]());

  /** Into a database without a row, which stays so but for what its migrations write. */
  async function refusal(of: string): Promise<string> {
    await using to = await openFreshFolder();
    await into.value.execute(BARE);
    const target = { database: into.value, objects: to.value, migrations: MIGRATIONS };
    const failure = await restore(of, target).catch((caught: { code: string }) => caught);
    const { trading_states: _, ...rows } = await rowsOf(into.value);
    expect(rows).toEqual({});
    return (failure as { code: string }).code;
  }

  it.each([
    ['was not finished', (of: string) => rm(join(of, 'manifest.json')), 'input.unreadable-file'],
    ['lost a row', (of: string) => cut(join(of, 'tables/ledger.jsonl')), 'store.corrupt'],
    ['lost a table', (of: string) => rm(join(of, 'tables/ledger.jsonl')), 'store.corrupt'],
    [
      'has another object',
      (of: string) => appendFile(join(of, 'objects/releases/one/words.json'), ' '),
      'store.corrupt',
    ],
    ['is of a later version', (of: string) => newer(join(of, 'manifest.json')), 'store.conflict'],
  ])('%s is refused, and no row is written', async (_, spoil, code) => {
    const spoilt = await mkdtemp(join(folder, 'spoilt-'));
    await cp(join(folder, 'whole'), spoilt, { recursive: true });
    await spoil(spoilt);
    expect(await refusal(spoilt)).toBe(code);
  });

  it('would go where something lies is refused', async () => {
    await expect(take(join(folder, 'whole'))).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

async function cut(path: string): Promise<void> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, lines.slice(1).join('\n'));
}

async function newer(path: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { migrations: { name: string; sha256: string }[] };
  manifest.migrations.push({ name: '9999_future.sql', sha256: 'a'.repeat(64) });
  await writeFile(path, JSON.stringify(manifest));
}
