/** Where the benchmarks find what lies outside the repository. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

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

function recorded(...names: string[]): string | null {
  const path = resolve(process.env.SHARED_DATA ?? '../shared/data', ...names);
  return existsSync(path) ? path : null;
}
