/**
 * The workflow code as one file for the sandbox. Bundling costs a second or two of CPU at every start, so a bundle is
 * kept in the cache folder under a hash of everything it is made of; other code is another file.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';

/** Bundles of other versions of the code that stay beside the newest. */
const OTHERS_KEPT = 4;

export interface BundleSource {
  readonly workflowsPath: string;
  /** Folders that hold every source file the workflows reach. */
  readonly folders: readonly string[];
}

/** Options of a `Worker`: the code, from the cache folder or made and put there. */
export async function workflowBundle(
  source: BundleSource,
  cacheDir: string,
  logger: Logger,
): Promise<{ readonly code: string }> {
  const folder = join(cacheDir, 'bundles');
  const path = join(folder, `${await hashOf(source.folders)}.js`);
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null) return { code: kept };
  const { code } = await bundleWorkflowCode({ workflowsPath: source.workflowsPath, logger });
  try {
    await keep(folder, path, code);
  } catch (failure) {
    logger.warn(`The workflow bundle could not be kept in ${folder}; it is made again at the next start`, { failure });
  }
  return { code };
}

async function hashOf(folders: readonly string[]): Promise<string> {
  const { version } = createRequire(import.meta.url)('@temporalio/worker/package.json') as { version: string };
  const hash = createHash('sha256').update(version);
  for (const folder of folders) {
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name))));
    for (const [i, text] of texts.entries()) hash.update(`\0${names[i]}\0`).update(text);
  }
  return hash.digest('hex').slice(0, 24);
}

/** Whole under its name or not at all. */
async function keep(folder: string, path: string, code: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${randomUUID()}.unfinished`);
  await writeFile(unfinished, code);
  await rename(unfinished, path);
  const others = (await readdir(folder)).map((name) => join(folder, name)).filter((other) => other !== path);
  const aged = await Promise.all(others.map(async (other) => ({ other, at: (await stat(other)).mtimeMs })));
  const old = aged.sort((a, b) => b.at - a.at).slice(OTHERS_KEPT);
  await Promise.all(old.map(({ other }) => rm(other, { force: true })));
}
