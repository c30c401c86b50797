/** A copy of database and objects in a folder: rows as JSON Lines, objects as they are, everything with its hash. */
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock, Database, LedgerStore, ObjectStore } from '../../../activities/ports.ts';
import { appliedMigrations, dumpTables } from '../../../adapters/postgres/dump.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { isoTime } from '../../../domain/ledger/assemble.ts';
import { RunningSha256, sha256 } from '../../../domain/ledger/hash.ts';
import { SOURCE_KINDS } from '../../../domain/market/sources.ts';
import { type Manifest, manifestOf, writeManifest } from './manifest.ts';

export interface BackedUp {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly codeVersion: string;
}

/**
 * The rows of one moment, then the objects: they are never changed or removed, so every one that a row names is there.
 * @throws AlmanacError input.invalid for a folder that is not empty
 */
export async function backUp(from: BackedUp, folder: string): Promise<Manifest> {
  await requireEmpty(folder);
  const takenAt = isoTime(from.clock.now());
  const migrations = await appliedMigrations(from.database);
  const tables = await copyTables(from.database, join(folder, 'tables'));
  const objects = await copyObjects(from.objects, folder);
  const heads = await Promise.all(
    SOURCE_KINDS.map(async (source) => ({ source, head: await from.ledger.head(source) })),
  );
  const manifest = manifestOf({
    ...{ takenAt, codeVersion: from.codeVersion, migrations, tables, objects },
    heads: heads.flatMap(({ source, head }) => (head ? [{ source, sequence: head.sequence, hash: head.hash }] : [])),
  });
  await writeManifest(folder, manifest);
  return manifest;
}

async function requireEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length === 0) return;
  const sentence = `${folder} is not empty; a backup goes into a folder of its own. Choose another one with --out=DIR.`;
  throw new AlmanacError('input.invalid', sentence, { folder });
}

async function copyTables(database: Database, folder: string): Promise<Manifest['tables']> {
  await mkdir(folder);
  const written = new Map<string, { rows: number; readonly hash: RunningSha256 }>();
  const names = await dumpTables(database, async (table, rows) => {
    const text = rows.map((row) => `${row}\n`).join('');
    const state = written.get(table) ?? { rows: 0, hash: new RunningSha256() };
    written.set(table, state);
    state.rows += rows.length;
    state.hash.add(text);
    await append(join(folder, `${table}.jsonl`), text);
  });
  return names.map((name) => {
    const { rows = 0, hash = new RunningSha256() } = written.get(name) ?? {};
    return { name, rows, sha256: hash.soFar() };
  });
}

async function copyObjects(objects: ObjectStore, folder: string): Promise<Manifest['objects']> {
  const keys = await objects.list('');
  const list = new RunningSha256();
  let bytes = 0;
  for (const key of keys) {
    const content = await objects.get(key);
    const path = join(folder, 'objects', key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: 'wx' });
    const line = `${JSON.stringify({ key, sha256: sha256(content), bytes: content.length })}\n`;
    await append(join(folder, 'objects.jsonl'), line);
    list.add(line);
    bytes += content.length;
  }
  return { count: keys.length, bytes, sha256: list.soFar() };
}

async function append(path: string, text: string): Promise<void> {
  await using file = await open(path, 'a', 0o600);
  await file.write(text);
}
