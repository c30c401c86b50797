import pg from 'pg';
import type { Database, Queryable, Row, SqlValue } from '../../activities/ports.ts';
import type { World } from '../../domain/errors.ts';
import { databaseError } from './errors.ts';
import { insideTransaction, worldAfter } from './inside.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  readonly maxConnections?: number;
  /** How long a connection may take, waiting for a free one included. */
  readonly connectTimeoutMs?: number;
  /** A statement that takes longer is cancelled by the server; a server that does not even say so is given up soon after. */
  readonly statementTimeoutMs?: number;
}

const { builtins } = pg.types;
const INT8_ARRAY = 1016;
const NUMERIC_ARRAY = 1231;
const TEXT_ARRAY = 1009;
const parseTextArray: (text: string) => string[] = pg.types.getTypeParser(TEXT_ARRAY as number);

/** PostgreSQL over `pg`. Connects when first asked, so that a process can start while the database is away. */
export function connectPostgres(options: PostgresOptions): Database {
  return new PostgresDatabase(options);
}

class PostgresDatabase implements Database {
  readonly kind = 'postgres';
  readonly #pool: pg.Pool;
  readonly #where: string;

  constructor({ url, maxConnections = 10, connectTimeoutMs = 5_000, statementTimeoutMs = 60_000 }: PostgresOptions) {
    this.#where = placeOf(url);
    this.#pool = new pg.Pool({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + connectTimeoutMs,
      keepAlive: true,
      application_name: 'almanac',
      types: { getTypeParser },
    });
    // A connection that dies while nobody uses it is replaced by the pool; whoever uses it hears it from the query.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async query<R extends Row = Row>(sql: string, values?: readonly SqlValue[]): Promise<R[]> {
    const client = await this.#connect();
    return await this.#using(client, async () => (await this.#send(client, worldAfter(sql), sql, values)) as R[]);
  }

  async execute(sql: string): Promise<void> {
    await this.query(sql);
  }

  async transaction<T>(work: (inside: Queryable) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    return await this.#using(client, async () => {
      await this.#send(client, 'nothing-happened', 'begin');
      const send = (sql: string, values?: readonly SqlValue[]) => this.#send(client, 'nothing-happened', sql, values);
      const result = await insideTransaction(send, work);
      await this.#send(client, 'unknown', 'commit');
      return result;
    });
  }

  async check(): Promise<void> {
    await this.query('select 1');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (failure) {
      throw databaseError(failure, this.#where, 'nothing-happened');
    }
  }

  /** After a failure the connection is closed: that rolls back, whatever state it was in. */
  async #using<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      client.release();
      return result;
    } catch (failure) {
      client.release(true);
      throw failure;
    }
  }

  async #send(client: pg.PoolClient, world: World, sql: string, values?: readonly SqlValue[]): Promise<Row[]> {
    try {
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query(sql, values && [...values]);
      return Array.isArray(answer) ? (answer.at(-1)?.rows ?? []) : answer.rows;
    } catch (failure) {
      throw databaseError(failure, this.#where, world);
    }
  }
}

/** Whole numbers as numbers, decimals as text, in arrays too. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === builtins.INT8) return Number;
  if (oid === INT8_ARRAY) return (text: string) => parseTextArray(text).map(Number);
  if (oid === NUMERIC_ARRAY) return parseTextArray;
  return pg.types.getTypeParser(oid, format as 'text');
}

function placeOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.host || 'localhost'}${parsed.pathname}` : 'of DATABASE_URL';
}
