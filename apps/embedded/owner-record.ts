/** Who holds a data folder and where it listens: written with the lock, so that whoever finds the folder held can say by whom. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlmanacError } from '../../domain/errors.ts';
import { lockFolder, unusable } from './folder-lock.ts';
import type { OwnerRecord } from './protocol.ts';

/** The lock, and the record of this process beside it; null when another process holds the folder. */
export function takeFolder(dataDir: string, command: string): Disposable | null {
  const lock = lockFolder(dataDir);
  if (!lock) return null;
  try {
    writeOwner(dataDir, { pid: process.pid, command, socket: null, ui: null });
  } catch (failure) {
    lock[Symbol.dispose]();
    throw unusable(dataDir, failure as NodeJS.ErrnoException);
  }
  return {
    [Symbol.dispose]() {
      rmSync(ownerPath(dataDir), { force: true });
      lock[Symbol.dispose]();
    },
  };
}

export function writeOwner(dataDir: string, owner: OwnerRecord): void {
  writeFileSync(ownerPath(dataDir), JSON.stringify(owner));
}

/** Null where nobody is recorded, or only a process that is gone. */
export function readOwner(dataDir: string): OwnerRecord | null {
  try {
    const owner = JSON.parse(readFileSync(ownerPath(dataDir), 'utf8')) as OwnerRecord;
    return isAlive(owner.pid) ? owner : null;
  } catch (failure) {
    // Absent, or read while it was being written.
    if (failure instanceof SyntaxError || (failure as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw failure;
  }
}

export function folderIsHeld(dataDir: string, owner: OwnerRecord | null, advice: string): AlmanacError {
  const who = owner ? `process ${owner.pid} ("${owner.command}")` : 'another process, which does not answer';
  return new AlmanacError('host.locked', `The data folder ${dataDir} is held by ${who}. ${advice}`, {
    dataDir,
    pid: owner?.pid ?? null,
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const ownerPath = (dataDir: string) => join(dataDir, 'owner.json');
