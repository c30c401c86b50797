/** What the driver throws, as an AlmanacError: the code says what to do, the world whether it may have been written. */
import { AlmanacError, type ErrorCode, type World } from '../../domain/errors.ts';

/** SQLSTATEs and their classes (PostgreSQL manual, appendix A), the longer prefix first. */
const SQL_STATES: readonly (readonly [prefix: string, code: ErrorCode, advice: string])[] = [
  ['53100', 'store.full', 'Free space on its disk.'],
  ['25006', 'store.read-only', 'It accepts no writes: point DATABASE_URL at the primary.'],
  ['XX001', 'store.corrupt', 'Restore it from a backup.'],
  ['XX002', 'store.corrupt', 'Restore it from a backup.'],
  ['53', 'store.unreachable', 'It has no resources left; it is asked again.'],
  ['57', 'store.unreachable', 'It is stopping or starting; it is asked again.'],
  ['08', 'store.unreachable', 'Check that it runs; it is asked again.'],
  ['28', 'config.invalid', 'Check user and password in DATABASE_URL.'],
  ['3D', 'config.invalid', 'Check the database name in DATABASE_URL.'],
  ['22', 'store.conflict', 'The values do not fit the schema.'],
  ['23', 'store.conflict', 'The rows contradict what is stored.'],
  ['40', 'store.conflict', 'It gave way to another transaction; try again.'],
  ['', 'internal', 'This is a bug: the statement does not fit the schema.'],
];

/** What the file system under PGlite, or the network, says. */
const ERRNOS: Readonly<Record<string, readonly [code: ErrorCode, advice: string]>> = {
  ENOSPC: ['store.full', 'Free space on its disk.'],
  EDQUOT: ['store.full', 'Free space on its disk.'],
  EROFS: ['store.read-only', 'Make its folder writable or set DATA_DIR to another one.'],
  EACCES: ['store.read-only', 'Make its folder writable or set DATA_DIR to another one.'],
  EPERM: ['store.read-only', 'Make its folder writable or set DATA_DIR to another one.'],
};

/** The classes that exist begin with a digit, F, H, P or X; system errors with E. */
const SQL_STATE = /^[0-9FHPX][0-9A-Z]{4}$/;

/** `where` names the database without its password; `world` is what holds if the connection was lost. */
export function databaseError(failure: unknown, where: string, world: World): AlmanacError {
  if (failure instanceof AlmanacError) return failure;
  const { code: reason = '', message, table, constraint } = failure as Partial<Record<string, string>>;
  const [code, advice] = meaningOf(reason);
  const sentence = `The database ${where} cannot do that (${message || reason || String(failure)}). ${advice}`;
  const detail = { reason, table: table ?? null, constraint: constraint ?? null };
  const lost = code === 'store.unreachable';
  return new AlmanacError(code, sentence, detail, { cause: failure, world: lost ? world : 'nothing-happened' });
}

function meaningOf(reason: string): readonly [code: ErrorCode, advice: string] {
  if (!SQL_STATE.test(reason)) return ERRNOS[reason] ?? ['store.unreachable', 'Check that it runs; it is asked again.'];
  const [, code, advice] = SQL_STATES.find(([prefix]) => reason.startsWith(prefix)) ?? SQL_STATES[0];
  return [code, advice];
}
