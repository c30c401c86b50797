/** Which code made a release: the package's version and a hash of everything its numbers depend on, dependencies included. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Folders whose code can change an artefact. */
const SOURCES = ['domain', 'activities', 'adapters/parquet', 'adapters/chart', 'adapters/pdf', 'adapters/compute'];

/** `0.1.0-code.1a2b3c4d5e6f-lock.0f1e2d3c4b5a` */
export function codeVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const code = createHash('sha256');
  for (const file of SOURCES.flatMap(sourceFiles))
    code
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  const lock = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  return `${version}-code.${short(code.digest('hex'))}-lock.${short(lock.digest('hex'))}`;
}

const short = (hex: string) => hex.slice(0, 12);

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();
}
