import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Queryable } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { sha256 } from '../../domain/ledger/hash.ts';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
  readonly sql: string;
}

/** Any number that no other user of the database locks. */
const LOCK = 4_242_000_001;

const RECORD = `create table if not exists schema_migrations (
  version integer primary key,
  name text not null,
  sha256 text not null,
  applied_at_ms bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint
)`;

/**
 * Brings the schema up to the numbered files of a folder, forward only, and answers the names it applied. Every file is
 * one transaction that first takes an advisory lock and then looks what is applied: of several migrators at once each
 * file is run by one, the lock ends with its transaction however that ends, and a transaction pooler does no harm.
 * @throws AlmanacError store.conflict where an applied file was edited or is gone, input.invalid where numbers are not 1, 2, 3 …
 */
export async function migrate(database: Database, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const applied: string[] = [];
  for (;;) {
    const name = await database.transaction((inside) => applyNext(inside, migrations));
    if (name === null) return applied;
    applied.push(name);
  }
}

/** Changes with any file of the folder: what a schema made of them may be kept under. */
export async function migrationsHash(folder: string): Promise<string> {
  const migrations = await readMigrations(folder);
  return sha256(Buffer.from(migrations.map((file) => `${file.name} ${file.sha256}`).join('\n'))).slice(0, 12);
}

async function applyNext(inside: Queryable, migrations: readonly Migration[]): Promise<string | null> {
  await inside.query('select pg_advisory_xact_lock($1)', [LOCK]);
  await inside.query(RECORD);
  const recorded = await inside.query<Pick<Migration, 'version' | 'name' | 'sha256'>>(
    'select version, name, sha256 from schema_migrations order by version',
    [],
  );
  for (const record of recorded) refuseEdited(record, migrations[record.version - 1]);
  const next = migrations[recorded.length];
  if (!next) return null;
  await inside.query(next.sql);
  const values = [next.version, next.name, next.sha256];
  await inside.query('insert into schema_migrations (version, name, sha256) values ($1, $2, $3)', values);
  return next.name;
}

function refuseEdited(record: Pick<Migration, 'name' | 'sha256'>, file: Migration | undefined): void {
  if (file?.name === record.name && file.sha256 === record.sha256) return;
  const sentence = file
    ? `The applied migration ${record.name} was edited (${file.name} hashes to ${file.sha256}, applied was ${record.sha256}). Undo the edit and write a new migration.`
    : `The database has the migration ${record.name}, which this version does not know. Use the newer version of Almanac.`;
  throw new AlmanacError('store.conflict', sentence, { migration: record.name, applied: record.sha256 });
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return { version: Number.parseInt(name, 10), name, sha256: sha256(bytes), sql: bytes.toString('utf8') };
    }),
  );
  const wrong = migrations.find(({ version }, i) => version !== i + 1);
  if (wrong) {
    const sentence = `The migration ${wrong.name} breaks the numbering 0001, 0002 …; rename it.`;
    throw new AlmanacError('input.invalid', sentence, { migration: wrong.name });
  }
  return migrations;
}
