/** Where the benchmarks find what lies outside the repository. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { AlmanacError } from '../../domain/errors.ts';

/** A recorded hourly file (DESIGN §11); null where it is absent. */
export function recordedCandles(name: string): string | null {
  return recorded('ohlcv', name);
}

/** Folder of the M4 competition's weekly series; null where it is absent. */
export function recordedM4(): string | null {
  return recorded('m4');
}

/** Any recorded file by its path below the data folder; null where it is absent. */
export function recordedFile(path: string): string | null {
  return recorded(path);
}

/** Downloaded and built tools, the same as the commands use. */
export function cacheDir(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'almanac');
}

/** Where to look for installed tools. */
export function searchPath(): string {
  return process.env.PATH ?? '';
}

/** A PostgreSQL on which a database can be made. @throws AlmanacError input.invalid where none is named */
export function databaseServer(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return url;
  const sentence = 'TEST_DATABASE_URL names no PostgreSQL: "bash ops/toolchain/services.sh start FOLDER" starts one.';
  throw new AlmanacError('input.invalid', sentence);
}

/** Our environment without our settings and secrets. */
export function bareEnvironment(): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '', XDG_CACHE_HOME = '' } = process.env;
  return { PATH, HOME, XDG_CACHE_HOME };
}

function recorded(...names: string[]): string | null {
  const path = resolve(process.env.SHARED_DATA ?? '../shared/data', ...names);
  return existsSync(path) ? path : null;
}
