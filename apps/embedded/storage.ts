/** Database and object store, each embedded below the data folder unless its variable names the real one. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFolderStore } from '../../adapters/object-store/folder.ts';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { openPglite } from '../../adapters/postgres/pglite.ts';
import { connectPostgres } from '../../adapters/postgres/postgres.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import type { Database, ObjectStore, Stores } from '../../activities/ports.ts';
import type { Config } from '../config/config.ts';
import type { Secrets } from '../config/secrets.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));

export interface Storage extends AsyncDisposable {
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly stores: Stores;
}

export async function openStorage(config: Config, secrets: Secrets): Promise<Storage> {
  await using stack = new AsyncDisposableStack();
  const objects = await openObjects(config, secrets);
  const database = stack.use(await openDatabase(config, secrets));
  const owned = stack.move();
  return { database, objects, stores: createStores(database), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** With the schema of this version. */
export async function openDatabase({ dataDir, cacheDir }: Config, { DATABASE_URL: url }: Secrets): Promise<Database> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(
    url
      ? await connectPostgres({ url })
      : await openPglite({ dir: join(dataDir, 'database'), cacheDir, migrations: MIGRATIONS }),
  );
  await migrate(database, MIGRATIONS);
  stack.move();
  return database;
}

/** The same, not migrated: for what fills it with the rows of another time. */
export async function openEmptyStorage(
  config: Config,
  secrets: Secrets,
): Promise<Storage & { readonly migrations: string }> {
  const objects = await openObjects(config, secrets);
  const url = secrets.DATABASE_URL;
  const dir = join(config.dataDir, 'database');
  const database = url ? connectPostgres({ url }) : await openPglite({ dir, cacheDir: config.cacheDir });
  const stores = createStores(database);
  const dispose = () => database[Symbol.asyncDispose]();
  return { database, objects, stores, migrations: MIGRATIONS, [Symbol.asyncDispose]: dispose };
}

async function openObjects(config: Config, secrets: Secrets): Promise<ObjectStore> {
  const { objectStore } = config;
  if (!objectStore) return openFolderStore(join(config.dataDir, 'objects'));
  // Loaded only where it is used: the SDK takes a tenth of a second.
  const { openS3Store } = await import('../../adapters/object-store/s3.ts');
  return await openS3Store({
    ...objectStore,
    accessKeyId: secrets.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: secrets.S3_SECRET_ACCESS_KEY ?? '',
  });
}
