/** Errors as a person reads them, and the exit code that goes with each. */
import { AlmanacError, type ErrorCode } from '../../domain/errors.ts';
import type { Terminal } from './terminal.ts';

export const EXIT = { done: 0, couldNot: 1, calledWrongly: 2, answerIsNo: 3 } as const;

/** 2: called wrongly, nothing is recorded; 3: done, and the answer is no; 1: could not. */
export function exitCodeOf(failure: unknown): number {
  if (!(failure instanceof AlmanacError)) return EXIT.couldNot;
  return exitCodeOfCode(failure.code);
}

export function exitCodeOfCode(code: ErrorCode): number {
  if (code.startsWith('input.') || code === 'config.invalid') return EXIT.calledWrongly;
  if (code.startsWith('data.') || code.startsWith('replay.') || code.startsWith('trading.') || code === 'release.late')
    return EXIT.answerIsNo;
  return EXIT.couldNot;
}

/** No stack traces at a person unless asked for. */
export function printError(failure: unknown, terminal: Terminal, debug: boolean): void {
  const error = failure instanceof AlmanacError ? failure : asInternal(failure);
  if (terminal.json) terminal.document({ error: error.body() });
  else terminal.error(`${error.message}\n(${error.code})`);
  if (debug) terminal.error(stackOf(failure));
}

function asInternal(failure: unknown): AlmanacError {
  const message = failure instanceof Error ? failure.message : String(failure);
  return new AlmanacError(
    'internal',
    `Something failed that should not: ${message}. Run it again with --debug and report what it prints.`,
    {},
    { cause: failure },
  );
}

function stackOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  return [failure.stack ?? failure.message, ...(failure.cause ? [`caused by ${stackOf(failure.cause)}`] : [])].join(
    '\n',
  );
}
