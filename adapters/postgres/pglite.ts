import { mkdir } from 'node:fs/promises';
import { PGlite, type SerializerOptions, types } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { Database, Queryable, Row, SqlValue } from '../../activities/ports.ts';
import type { World } from '../../domain/errors.ts';
import { emptyDatabaseArchive, placeEmptyDatabase, type Schema } from './empty-database.ts';
import { databaseError } from './errors.ts';
import { insideTransaction, type Send, worldAfter } from './inside.ts';
import { migrate, migrationsHash } from './migrate.ts';

/** What sends statements: the database itself, or a transaction of it. */
type Session = Pick<PGlite, 'exec' | 'query'>;

/** PostgreSQL clears its buffers when it opens: 128 MB of them, its own choice, cost a tenth of a second and stay in memory. */
const START = ['-c', 'shared_buffers=32MB'];
const OPTIONS = {
  startParams: [...PGlite.defaultStartParams, ...START],
  extensions: { vector },
  parsers: { [types.INT8]: Number, [types.NUMERIC]: String },
};

interface PgliteOptions {
  /** Null keeps everything in memory. */
  readonly dir: string | null;
  /** Where the files of an empty database are kept; without it a new database takes seconds longer. */
  readonly cacheDir?: string;
  /** A folder of migrations that a new database from the cache comes with; who opens it calls `migrate` all the same. */
  readonly migrations?: string;
}

/**
 * PostgreSQL in this process. One session, so statements queue up. The folder has no lock of its own: who opens it must
 * hold the data folder's lock (two owners lose committed rows silently). It does not wait for the disk (PGlite
 * runs without fsync): a killed process loses nothing, a power cut may lose the last commits; `DATABASE_URL` is for those
 * who cannot have that.
 */
export async function openPglite({ dir, cacheDir, migrations }: PgliteOptions): Promise<Database> {
  const where = dir ?? 'in memory';
  const schema = migrations === undefined ? null : await schemaOf(migrations);
  try {
    if (dir !== null) await mkdir(dir, { recursive: true });
    if (dir !== null && cacheDir !== undefined) await placeEmptyDatabase(dir, cacheDir, schema);
    const place = dir === null ? await inMemory(cacheDir, schema) : { dataDir: dir };
    return new PgliteDatabase(await PGlite.create({ ...OPTIONS, ...place }), where);
  } catch (failure) {
    throw databaseError(failure, where, 'nothing-happened');
  }
}

async function inMemory(cacheDir: string | undefined, schema: Schema | null): Promise<{ loadDataDir?: Blob }> {
  const archive = cacheDir === undefined ? null : await emptyDatabaseArchive(cacheDir, schema);
  return archive === null ? {} : { loadDataDir: archive };
}

async function schemaOf(migrations: string): Promise<Schema> {
  return {
    name: await migrationsHash(migrations),
    async apply(pglite) {
      await migrate(new PgliteDatabase(pglite, 'in the cache'), migrations);
    },
  };
}

class PgliteDatabase implements Database {
  readonly kind = 'pglite';
  readonly #pglite: PGlite;
  readonly #where: string;
  readonly #serializers: SerializerOptions;

  constructor(pglite: PGlite, where: string) {
    this.#pglite = pglite;
    this.#serializers = bytesAsTheyAre(pglite.serializers);
    this.#where = where;
  }

  async query<R extends Row = Row>(sql: string, values?: readonly SqlValue[]): Promise<R[]> {
    return (await this.#sender(this.#pglite, worldAfter(sql))(sql, values)) as R[];
  }

  async execute(sql: string): Promise<void> {
    await this.query(sql);
  }

  async transaction<T>(work: (inside: Queryable) => Promise<T>): Promise<T> {
    let phase: 'begin' | 'work' | 'commit' = 'begin';
    try {
      return await this.#pglite.transaction(async (session) => {
        phase = 'work';
        const result = await insideTransaction(this.#sender(session as Session, 'nothing-happened'), work);
        phase = 'commit';
        return result;
      });
    } catch (failure) {
      if ((phase as string) === 'work') throw failure;
      throw databaseError(failure, this.#where, (phase as string) === 'commit' ? 'unknown' : 'nothing-happened');
    }
  }

  async check(): Promise<void> {
    await this.query('select 1');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close();
  }

  #sender(session: Session, world: World): Send {
    return async (sql, values) => {
      try {
        if (values === undefined) return (await session.exec(sql)).at(-1)?.rows ?? [];
        return (await session.query<Row>(sql, [...values], { serializers: this.#serializers })).rows;
      } catch (failure) {
        throw databaseError(failure, this.#where, world);
      }
    };
  }
}

/** As `pg` does it: bytes are a value in PostgreSQL's binary form, whatever the parameter's type. */
function bytesAsTheyAre(own: Readonly<Record<string, (value: unknown) => unknown>>): SerializerOptions {
  const serializer = (oid: string) => (value: unknown) =>
    value instanceof Uint8Array ? value : (own[oid]?.(value) ?? String(value));
  return new Proxy({}, { get: (_, oid) => serializer(String(oid)) }) as unknown as SerializerOptions;
}
