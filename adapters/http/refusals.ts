/** What a request is told when it cannot be served: our error body, a status by its code, never a stack. */
import { AlmanacError, type ErrorBody, type ErrorCode } from '../../domain/errors.ts';

/** Statuses of codes and of their families; what is missing is our own mistake (500). */
const STATUS: readonly (readonly [prefix: string, status: number])[] = [
  ['access.unknown-token', 401],
  ['access.scope', 403],
  ['access.too-many', 429],
  ['input.unknown-method', 405],
  ['input.unknown', 404],
  ['input.too-large', 413],
  ['input.', 400],
  ['store.conflict', 409],
  ['store.unreachable', 503],
  ['engine.', 503],
  ['host.', 503],
];

export function statusOf(code: ErrorCode): number {
  return STATUS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 500;
}

export interface Refusal {
  readonly status: number;
  readonly error: Omit<ErrorBody, 'world'>;
}

/** The reader of a public address learns what is wrong with the request, and of our own troubles only that there are some. */
export function refusalOf(failure: unknown): Refusal {
  if (failure instanceof AlmanacError) {
    const status = statusOf(failure.code);
    if (status < 500) return { status, error: publicPart(failure) };
    if (status === 503)
      return { status, error: ofOurs(failure.code, 'Something behind this server does not answer now; try again.') };
    return { status, error: ofOurs('internal', 'The server made a mistake; it is in its log.') };
  }
  const status = (failure as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return ofRequest(status, failure as Error);
  return { status: 500, error: ofOurs('internal', 'The server made a mistake; it is in its log.') };
}

/** What the server itself found wrong with a request before any handler saw it. */
function ofRequest(status: number, failure: Error): Refusal {
  const code = status === 413 ? 'input.too-large' : 'input.invalid';
  return { status, error: { code, message: `The request cannot be read: ${failure.message}.`, detail: {} } };
}

function publicPart({ code, message, detail }: AlmanacError): Refusal['error'] {
  return { code, message, detail };
}

const ofOurs = (code: ErrorCode, message: string): Refusal['error'] => ({ code, message, detail: {} });
