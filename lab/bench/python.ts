/** Python environments for reference programs, one each below XDG_CACHE_HOME; the project itself needs no Python. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir } from './places.ts';

const exec = promisify(execFile);

/**
 * The interpreter of an environment that holds these packages in these versions, made where it is not there yet. Rejects
 * where there is no Python, or no package index.
 */
export async function pythonWith(environment: string, packages: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(cacheDir(), environment);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python) && (await holds(python, packages))) return python;
  const pinned = Object.entries(packages).map(([name, version]) => `${name}==${version}`);
  await exec('python3', ['-m', 'venv', '--clear', folder]);
  await exec(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...pinned]);
  return python;
}

async function holds(python: string, packages: Readonly<Record<string, string>>): Promise<boolean> {
  const checks = Object.entries(packages).map(([name, version]) => `assert version("${name}") == "${version}"`);
  return exec(python, ['-c', ['from importlib.metadata import version', ...checks].join('\n')]).then(
    () => true,
    () => false,
  );
}
