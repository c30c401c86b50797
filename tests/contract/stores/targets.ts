/**
 * Every implementation of a port that the suites run against: the embedded ones always, the real servers where their
 * variables name them (`ops/toolchain/services.sh`). A real one that is absent is skipped by name; with CI=true that fails.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database, ObjectStore } from '../../../activities/ports.ts';
import { openFolderStore } from '../../../adapters/object-store/folder.ts';
import { openS3Store, type S3Options } from '../../../adapters/object-store/s3.ts';
import { connectPostgres } from '../../../adapters/postgres/postgres.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';

export const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));

export interface Opened<T> extends AsyncDisposable {
  readonly value: T;
}

export interface Target<T> {
  readonly name: string;
  /** Null: not on this machine. */
  readonly open: (() => Promise<Opened<T>>) | null;
}

export const DATABASE_URL = required('TEST_DATABASE_URL', 'PostgreSQL');
const S3_ENDPOINT = required('TEST_S3_ENDPOINT', 'S3');

export const databases: readonly Target<Database>[] = [
  { name: 'PGlite', open: openOwnMemory },
  { name: 'PostgreSQL', open: DATABASE_URL === null ? null : () => openFreshDatabase(DATABASE_URL) },
];

export const objectStores: readonly Target<ObjectStore>[] = [
  { name: 'a folder', open: openFreshFolder },
  { name: 'S3', open: S3_ENDPOINT === null ? null : () => openFreshBucket() },
];

function required(variable: string, what: string): string | null {
  const value = process.env[variable];
  if (value) return value;
  const sentence = `${variable} is not set: nothing is tested against the real ${what} (ops/toolchain/services.sh start)`;
  if (process.env.CI === 'true') throw new Error(sentence);
  console.warn(`skipped: ${sentence}`);
  return null;
}

async function openOwnMemory(): Promise<Opened<Database>> {
  const value = await openMemoryDatabase();
  return { value, [Symbol.asyncDispose]: () => value[Symbol.asyncDispose]() };
}

/** A database of its own on the server, dropped afterwards. */
export async function openFreshDatabase(url: string): Promise<Opened<Database> & { readonly url: string }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const value = connectPostgres({ url: own.href });
  const dispose = async () => {
    await value[Symbol.asyncDispose]();
    await onServer(url, `drop database ${name} with (force)`);
  };
  return { value, url: own.href, [Symbol.asyncDispose]: dispose };
}

async function onServer(url: string, sql: string): Promise<void> {
  await using server = connectPostgres({ url, maxConnections: 1 });
  await server.execute(sql);
}

export async function openFreshFolder(): Promise<Opened<ObjectStore> & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'almanac-objects-'));
  const value = await openFolderStore(folder);
  return { value, folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

/** The real server's address and keys, with a bucket of one's own. */
export function s3Options(): S3Options {
  return {
    endpoint: S3_ENDPOINT ?? '',
    region: process.env.TEST_S3_REGION ?? 'us-east-1',
    bucket: `test-${randomUUID()}`,
    accessKeyId: process.env.TEST_S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: process.env.TEST_S3_SECRET_ACCESS_KEY ?? '',
  };
}

async function openFreshBucket(): Promise<Opened<ObjectStore>> {
  return { value: await openS3Store(s3Options()), [Symbol.asyncDispose]: async () => undefined };
}
