/**
 * One owner per data folder: an operating-system lock that the kernel gives back when the owner dies, however it dies.
 * Node has no flock, so SQLite takes the lock: an exclusive transaction on a file of its own, held while the owner lives.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AlmanacError } from '../../domain/errors.ts';

const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_CANTOPEN = 14;

/** Null when another process holds the folder. @throws AlmanacError store.read-only, store.full */
export function lockFolder(folder: string): Disposable | null {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (failure) {
    throw unusable(folder, failure as NodeJS.ErrnoException);
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(folder, 'owner.lock'));
    database.exec('PRAGMA journal_mode = memory; BEGIN EXCLUSIVE');
  } catch (failure) {
    database?.close();
    const { errcode } = failure as { errcode?: number };
    if (errcode === SQLITE_BUSY) return null;
    throw unusable(folder, failure as NodeJS.ErrnoException & { errcode?: number });
  }
  const held = database;
  return { [Symbol.dispose]: () => held.close() };
}

/** Why the data folder cannot be written, as a person should read it. */
export function unusable(folder: string, failure: NodeJS.ErrnoException & { errcode?: number }): AlmanacError {
  const readOnly =
    ['EACCES', 'EROFS', 'EPERM'].includes(failure.code ?? '') ||
    failure.errcode === SQLITE_READONLY ||
    failure.errcode === SQLITE_CANTOPEN;
  const code = readOnly ? 'store.read-only' : failure.code === 'ENOSPC' ? 'store.full' : 'internal';
  return new AlmanacError(
    code,
    `The data folder ${folder} cannot be written (${failure.message}). Make it writable, free space, or set DATA_DIR to another folder.`,
    { folder },
    { cause: failure },
  );
}
