/**
 * Making an empty database (initdb in WebAssembly) takes PGlite four seconds of CPU and gives the same files every time:
 * they are made once per PGlite version, kept in a cache folder, and copied.
 */
import { randomUUID } from 'node:crypto';
import { access, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** A cache that cannot be written is no reason not to make a database. */
const UNWRITABLE = ['EACCES', 'EROFS', 'EPERM', 'ENOSPC', 'EDQUOT', 'ENOTDIR'];

/** Puts the files of an empty database into `dir`, whole or not at all; leaves a folder that holds anything as it is. */
export async function placeEmptyDatabase(dir: string, cacheDir: string): Promise<void> {
  if ((await readdir(dir)).length > 0) return;
  const template = await keptIn(cacheDir, '', makeFolder);
  if (template === null) return;
  const unfinished = `${dir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(template, unfinished, { recursive: true });
  await rename(unfinished, dir);
}

/** The same files as one archive, for a database in memory; null where it can be neither found nor kept. */
export async function emptyDatabaseArchive(cacheDir: string): Promise<Blob | null> {
  const archive = await keptIn(cacheDir, '.tar', makeArchive);
  return archive === null ? null : new Blob([await readFile(archive)]);
}

/** Null where it can be neither found nor kept. */
async function keptIn(cacheDir: string, ending: string, make: (path: string) => Promise<void>): Promise<string | null> {
  const path = join(cacheDir, `pglite-${await pgliteVersion()}${ending}`);
  if (await exists(path)) return path;
  try {
    await mkdir(cacheDir, { recursive: true });
    await makeOnce(path, make);
    return path;
  } catch (failure) {
    if (UNWRITABLE.includes((failure as NodeJS.ErrnoException).code ?? '')) return null;
    throw failure;
  }
}

/** Of several makers the first one's stays. */
async function makeOnce(path: string, make: (path: string) => Promise<void>): Promise<void> {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await make(unfinished);
    await rename(unfinished, path);
  } catch (failure) {
    if (!(await exists(path))) throw failure;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function makeFolder(path: string): Promise<void> {
  const database = await PGlite.create(path);
  await database.close();
}

async function makeArchive(path: string): Promise<void> {
  const database = await PGlite.create();
  try {
    await writeFile(path, (await database.dumpDataDir('none')).stream());
  } finally {
    await database.close();
  }
}

async function pgliteVersion(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@electric-sql/pglite'));
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return version;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
