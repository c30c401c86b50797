import { AlmanacError, type ErrorCode } from '../../domain/errors.ts';

const CODES: Readonly<Record<string, readonly [code: ErrorCode, what: string]>> = {
  ENOSPC: ['store.full', 'is on a full disk; free space and try again'],
  EDQUOT: ['store.full', 'has used up its quota; free space and try again'],
  EROFS: ['store.read-only', 'is on a read-only file system; mount it writable or set DATA_DIR to another folder'],
  EACCES: ['store.read-only', 'may not be written by this user; make it writable or set DATA_DIR to another folder'],
  EPERM: ['store.read-only', 'may not be written by this user; make it writable or set DATA_DIR to another folder'],
  ENOENT: ['store.unreachable', 'is not there; mount it or create it'],
  ENOTDIR: ['store.conflict', 'has a file where a folder is needed; use another key'],
  EEXIST: ['store.conflict', 'has a file where a folder is needed; use another key'],
  EISDIR: ['store.conflict', 'has a folder where a file is needed; use another key'],
};

/** What the file system says, as a sentence; its own message stays as the cause. */
export function folderError(failure: unknown, folder: string): AlmanacError {
  if (failure instanceof AlmanacError) return failure;
  const errno = (failure as NodeJS.ErrnoException).code ?? null;
  const [code, what] = CODES[errno ?? ''] ?? [
    'store.unreachable',
    `cannot be used (${String(failure)}); check the disk`,
  ];
  return new AlmanacError(code, `The object folder ${folder} ${what}.`, { folder, errno }, { cause: failure });
}

export function isErrno(failure: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((failure as NodeJS.ErrnoException).code ?? '');
}
