/** A workflow engine and a database of their own for a benchmark that kills what works between them. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { Stores } from '../../../activities/ports.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { connectPostgres } from '../../../adapters/postgres/postgres.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { startDevServer } from '../../../adapters/temporal/dev-server.ts';
import { SEARCH_ATTRIBUTES } from '../../../adapters/temporal/namespace.ts';
import { temporalBinary } from '../../../adapters/temporal/toolchain.ts';
import { cacheDir, searchPath } from '../places.ts';
import { temporaryFolder } from '../processes/folder.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));

export interface Place extends AsyncDisposable {
  readonly client: Client;
  readonly stores: Stores;
  /** Of a process that works here. */
  readonly env: Readonly<Record<string, string>>;
}

/** `serverUrl`: a PostgreSQL on which a database can be made; it is dropped afterwards. */
export async function openPlace(serverUrl: string): Promise<Place> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const dataDir = join(folder.path, 'data');
  await mkdir(dataDir);
  const database = await ownDatabase(serverUrl, stack);
  const tell = (line: string) => console.error(line);
  const binary = () => temporalBinary({ cacheDir: cacheDir(), searchPath: searchPath(), tell });
  const engine = stack.use(await startDevServer({ dataDir, binary, searchAttributes: SEARCH_ATTRIBUTES, tell }));
  const connection = await Connection.connect({ address: engine.address });
  stack.defer(() => connection.close());
  const owned = stack.move();
  return {
    client: new Client({ connection }),
    stores: createStores(database.value),
    env: { DATA_DIR: dataDir, DATABASE_URL: database.url, TEMPORAL_ADDRESS: engine.address },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function ownDatabase(serverUrl: string, stack: AsyncDisposableStack) {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await onServer(serverUrl, `create database ${name}`);
  stack.defer(() => onServer(serverUrl, `drop database ${name} with (force)`));
  const value = stack.use(connectPostgres({ url: url.href }));
  await migrate(value, MIGRATIONS);
  return { value, url: url.href };
}

async function onServer(url: string, sql: string): Promise<void> {
  await using server = connectPostgres({ url, maxConnections: 1 });
  await server.execute(sql);
}
