/**
 * Making an empty database (initdb in WebAssembly) takes PGlite four seconds of CPU, and applying the schema one more. Both
 * give the same files every time: they are made once per PGlite version and schema, kept in a cache folder, and copied.
 */
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

/** A cache that cannot be written is no reason not to make a database. */
const UNWRITABLE = ['EACCES', 'EROFS', 'EPERM', 'ENOSPC', 'EDQUOT', 'ENOTDIR'];
/** Databases with other schemas that stay beside the newest. */
const OTHERS_KEPT = 4;

/** What a database is given before it is kept. */
export interface Schema {
  /** Another schema has another name. */
  readonly name: string;
  readonly apply: (database: PGlite) => Promise<void>;
}

interface Form {
  readonly ending: '' | '.tar';
  /** Writes a database to `path`, like the one kept at `like` where there is one, with the schema where there is one. */
  readonly make: (path: string, like: string | null, schema: Schema | null) => Promise<void>;
}

/** Puts the files of an empty database into `dir`, whole or not at all; leaves a folder that holds anything as it is. */
export async function placeEmptyDatabase(dir: string, cacheDir: string, schema: Schema | null): Promise<void> {
  if ((await readdir(dir)).length > 0) return;
  const template = await keptIn(cacheDir, schema, FOLDER);
  if (template === null) return;
  const unfinished = `${dir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  copyFolder(template, unfinished);
  await rename(unfinished, dir);
}

/** The same files as one archive, for a database in memory; null where it can be neither found nor kept. */
export async function emptyDatabaseArchive(cacheDir: string, schema: Schema | null): Promise<Blob | null> {
  const archive = await keptIn(cacheDir, schema, ARCHIVE);
  return archive === null ? null : new Blob([await readFile(archive)]);
}

/**
 * A thousand small files: one by one they take a fifth of the CPU that they take through the thread pool. (Node's own
 * `cpSync` calls a full disk an input/output error.)
 */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { mode: statSync(from).mode });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const copy = entry.isDirectory() ? copyFolder : copyFileSync;
    copy(join(from, entry.name), join(to, entry.name));
  }
}

const FOLDER: Form = {
  ending: '',
  async make(path, like, schema) {
    if (like !== null) copyFolder(like, path);
    await using made = await opened({ dataDir: path });
    await schema?.apply(made.database);
  },
};

const ARCHIVE: Form = {
  ending: '.tar',
  async make(path, like, schema) {
    await using made = await opened(like === null ? {} : { loadDataDir: new Blob([await readFile(like)]) });
    await schema?.apply(made.database);
    await writeFile(path, (await made.database.dumpDataDir('none')).stream());
  },
};

async function opened(place: { readonly dataDir?: string; readonly loadDataDir?: Blob }) {
  const database = await PGlite.create({ ...place, extensions: { vector } });
  return { database, [Symbol.asyncDispose]: () => database.close() };
}

/** Null where it can be neither found nor kept. */
async function keptIn(cacheDir: string, schema: Schema | null, form: Form): Promise<string | null> {
  const plain = `pglite-${await pgliteVersion()}`;
  const path = join(cacheDir, `${schema === null ? plain : `${plain}-${schema.name}`}${form.ending}`);
  if (await exists(path)) return path;
  try {
    await mkdir(cacheDir, { recursive: true });
    const like = schema === null ? null : await keptIn(cacheDir, null, form);
    await makeOnce(path, (unfinished) => form.make(unfinished, like, schema));
    if (schema !== null) await removeOldest(cacheDir, new RegExp(`^pglite-.*-[0-9a-f]+${form.ending}$`));
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

async function removeOldest(cacheDir: string, named: RegExp): Promise<void> {
  const paths = (await readdir(cacheDir)).filter((name) => named.test(name)).map((name) => join(cacheDir, name));
  const aged = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).ctimeMs })));
  const old = aged.sort((a, b) => b.at - a.at).slice(1 + OTHERS_KEPT);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
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
