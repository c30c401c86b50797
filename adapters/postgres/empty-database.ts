/**
 * Making an empty database (initdb in WebAssembly) takes PGlite four seconds of CPU and gives the same files every time:
 * they are made once per PGlite version, kept in a cache folder, and copied.
 */
import { randomUUID } from 'node:crypto';
import { access, cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** A cache that cannot be written is no reason not to make a database. */
const UNWRITABLE = ['EACCES', 'EROFS', 'EPERM', 'ENOSPC', 'EDQUOT', 'ENOTDIR'];

/** Puts the files of an empty database into `dir`, whole or not at all; leaves a folder that holds anything as it is. */
export async function placeEmptyDatabase(dir: string, cacheDir: string): Promise<void> {
  if ((await readdir(dir)).length > 0) return;
  const template = await templateIn(cacheDir);
  if (template === null) return;
  const unfinished = `${dir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(template, unfinished, { recursive: true });
  await rename(unfinished, dir);
}

/** Null where it can be neither found nor kept. */
async function templateIn(cacheDir: string): Promise<string | null> {
  const template = join(cacheDir, `pglite-${await pgliteVersion()}`);
  if (await exists(template)) return template;
  try {
    await mkdir(cacheDir, { recursive: true });
    await makeTemplate(template);
    return template;
  } catch (failure) {
    if (UNWRITABLE.includes((failure as NodeJS.ErrnoException).code ?? '')) return null;
    throw failure;
  }
}

/** Of several makers the first one's stays. */
async function makeTemplate(template: string): Promise<void> {
  const unfinished = `${template}.${randomUUID()}`;
  try {
    const database = await PGlite.create(unfinished);
    await database.close();
    await rename(unfinished, template);
  } catch (failure) {
    if (!(await exists(template))) throw failure;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
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
