import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Recorded market data lies outside the repository (DESIGN §11). */
export const SHARED_DATA = resolve(process.env.SHARED_DATA ?? '../shared/data');

/**
 * Path of a recorded file; null when absent, after naming what is skipped. With CI=true absence fails instead.
 * Use as: `const file = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz'); it.skipIf(!file)('…', …)`.
 */
export function sharedData(path: string): string | null {
  const full = resolve(SHARED_DATA, path);
  if (existsSync(full)) return full;
  if (process.env.CI === 'true') throw new Error(`recorded data absent: ${full}; set SHARED_DATA`);
  console.warn(`skipped: recorded data absent: ${full} (set SHARED_DATA)`);
  return null;
}
