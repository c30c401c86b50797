/** Where the API listens, for people and programs that look into the data folder. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface AddressRecord {
  readonly pid: number;
  readonly origin: string;
}

/** Gone with its process, if that ends as it should. */
export function recordAddress(dataDir: string, origin: string): Disposable {
  const path = join(dataDir, 'api.json');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ pid: process.pid, origin } satisfies AddressRecord)}\n`);
  return {
    [Symbol.dispose]() {
      const ours = (JSON.parse(readFileSync(path, 'utf8')) as AddressRecord).pid === process.pid;
      if (ours) rmSync(path, { force: true });
    },
  };
}
