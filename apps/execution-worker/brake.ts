/** A file that halts the executor: no database, no engine and no network has to answer for it to work. */
import { constants } from 'node:fs';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Brake } from '../../activities/ports.ts';

const brakePath = (dataDir: string) => join(dataDir, 'HALT');

export function fileBrake(dataDir: string): Brake {
  return {
    async isPulled() {
      try {
        await access(brakePath(dataDir), constants.F_OK);
        return true;
      } catch (failure) {
        return (failure as NodeJS.ErrnoException).code !== 'ENOENT';
      }
    },
  };
}

/** Answers where it was written. */
export async function pullBrake(dataDir: string, why: string): Promise<string> {
  const path = brakePath(dataDir);
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, `${why}\n`);
  return path;
}

export async function releaseBrake(dataDir: string): Promise<void> {
  await rm(brakePath(dataDir), { force: true });
}
