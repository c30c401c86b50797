/** A backup put back into an empty installation, and the proof that its record still verifies. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, ObjectStore, Queryable, Stores } from '../../../activities/ports.ts';
import { appliedMigrations, disarmAccounts, loadRows, removeFirstRows } from '../../../adapters/postgres/dump.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { RunningSha256, sha256 } from '../../../domain/ledger/hash.ts';
import type { Signer } from '../../../domain/ledger/signature.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';
import { RecordVerifier } from '../../../domain/record/verify/record-verifier.ts';
import type { Verdict } from '../../../domain/record/verify/verdict.ts';
import { fileLines, isUnreadable } from '../../verifier/lines.ts';
import { bundleLines } from '../record/bundle.ts';
import { type Manifest, readManifest } from './manifest.ts';

const ROWS_PER_WRITE = 500;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  parquet: 'application/vnd.apache.parquet',
};

export interface Target {
  /** Without a table. */
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly migrations: string;
}

/**
 * @throws AlmanacError input.unreadable-file for what is no finished backup, store.corrupt where a file of it is not what was
 * written, store.conflict for a target that holds anything
 */
export async function restore(folder: string, target: Target): Promise<Manifest> {
  const manifest = await readManifest(folder);
  await prepare(target, manifest);
  await restoreObjects(folder, manifest, target.objects);
  await target.database.transaction(async (inside) => {
    await removeFirstRows(inside);
    for (const table of manifest.tables) await restoreTable(inside, folder, table);
  });
  await migrate(target.database, target.migrations);
  await disarmAccounts(target.database);
  return manifest;
}

/** The chains as they were when the backup was taken: each must end where it ended then, and verify. */
export async function checkRestored(
  stores: Pick<Stores, 'ledger' | 'publications'>,
  signer: Signer,
  { takenAt, codeVersion, heads }: Manifest,
): Promise<{ readonly source: SourceKind; readonly verdict: Verdict }[]> {
  const checked: { source: SourceKind; verdict: Verdict }[] = [];
  for (const { source, hash } of heads) {
    const clock = { now: () => Date.parse(takenAt) };
    const verifier = new RecordVerifier({ heads: [hash] });
    for await (const line of bundleLines({ stores, source, signer, codeVersion, clock }))
      verifier.add(Buffer.from(line));
    checked.push({ source, verdict: verifier.end() });
  }
  return checked;
}

async function prepare({ database, objects, migrations }: Target, manifest: Manifest): Promise<void> {
  if ((await objects.list('')).length > 0) throw occupied('the object store holds objects');
  if ((await appliedMigrations(database)).length > 0) throw occupied('the database has tables');
  await migrateAsThen(database, migrations, manifest);
}

function occupied(what: string): AlmanacError {
  const sentence = `The target is not empty: ${what}. Restore into a new DATA_DIR, database and bucket; nothing was changed.`;
  return new AlmanacError('store.conflict', sentence, { what });
}

/** An older backup is filled into the tables of its time; the newer migrations then bring its rows along. */
async function migrateAsThen(database: Database, migrations: string, manifest: Manifest): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'almanac-migrations-'));
  try {
    for (const { name, sha256: expected } of manifest.migrations) {
      const text = await readFile(join(migrations, name)).catch(() => null);
      if (text === null || sha256(text) !== expected) {
        const sentence = `The backup needs the migration ${name}, which this version does not have. Use the version that made it (${manifest.codeVersion}).`;
        throw new AlmanacError('store.conflict', sentence, { migration: name });
      }
      await cp(join(migrations, name), join(folder, name));
    }
    await migrate(database, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function restoreTable(inside: Queryable, folder: string, table: Manifest['tables'][number]): Promise<void> {
  const path = join(folder, 'tables', `${table.name}.jsonl`);
  let waiting: string[] = [];
  const write = async () => {
    if (waiting.length > 0) await loadRows(inside, table.name, waiting);
    waiting = [];
  };
  const { count, hash } = await eachLine(path, table.rows > 0, async (line) => {
    waiting.push(line);
    if (waiting.length === ROWS_PER_WRITE) await write();
  });
  if (count !== table.rows || hash !== table.sha256) throw damaged(path);
  await write();
}

async function restoreObjects(folder: string, { objects: told }: Manifest, store: ObjectStore): Promise<void> {
  const list = join(folder, 'objects.jsonl');
  const lines: string[] = [];
  const { hash } = await eachLine(list, told.count > 0, (line) => void lines.push(line));
  if (hash !== told.sha256) throw damaged(list);
  for (const line of lines) {
    const { key, sha256: expected } = JSON.parse(line) as { key: string; sha256: string };
    const path = join(folder, 'objects', key);
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null || sha256(bytes) !== expected) throw damaged(path);
    const type = CONTENT_TYPES[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    await store.putIfAbsent(key, bytes, type);
  }
}

/** What has no rows has no file. */
async function eachLine(path: string, isThere: boolean, take: (line: string) => Promise<void> | void) {
  const hash = new RunningSha256();
  let count = 0;
  try {
    for await (const bytes of isThere ? fileLines(path, Number.POSITIVE_INFINITY) : []) {
      hash.add(bytes);
      count++;
      await take(Buffer.from(bytes).toString('utf8').trimEnd());
    }
  } catch (failure) {
    if (isUnreadable(failure)) throw damaged(path);
    throw failure;
  }
  return { count, hash: hash.soFar() };
}

function damaged(path: string): AlmanacError {
  const sentence = `${path} is not what the backup wrote: it is absent, or was changed. Use another backup; empty the target first.`;
  return new AlmanacError('store.corrupt', sentence, { path });
}
