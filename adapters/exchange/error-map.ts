/** ccxt's error classes → our codes, and whether asking again can help (STACK §6). */
import { AlmanacError, type ErrorCode } from '../../domain/errors.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly retryable: boolean;
}

/** By class name; a class that is not here counts as the nearest class it extends. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  BadSymbol: { code: 'input.unknown-symbol', retryable: false },
  RateLimitExceeded: { code: 'source.refused', retryable: true },
  DDoSProtection: { code: 'source.refused', retryable: true },
  InvalidNonce: { code: 'source.refused', retryable: false },
  RequestTimeout: { code: 'source.unreachable', retryable: true },
  ExchangeNotAvailable: { code: 'source.unreachable', retryable: true },
  NetworkError: { code: 'source.unreachable', retryable: true },
  BadResponse: { code: 'data.malformed', retryable: true },
  OperationFailed: { code: 'source.unreachable', retryable: true },
  ExchangeError: { code: 'source.refused', retryable: false },
  BaseError: { code: 'source.refused', retryable: false },
  // An answer of status 200 that is no JSON reaches us as one of these.
  TypeError: { code: 'data.malformed', retryable: true },
  SyntaxError: { code: 'data.malformed', retryable: true },
};

/** The AlmanacError a failed call to a venue is; what is no error of ccxt's comes back as it is. */
export function venueError(cause: unknown, venue: string, headers: Readonly<Record<string, unknown>> = {}): unknown {
  if (!(cause instanceof Error) || cause instanceof AlmanacError) return cause;
  const meaning = meaningOf(cause);
  if (meaning === null) return cause;
  const retryAfterMs = retryAfter(headers);
  return new AlmanacError(
    meaning.code,
    `${venue}: ${shortened(cause.message, venue)}`,
    {
      venue,
      cause: cause.constructor.name,
      retryable: meaning.retryable,
      ...(retryAfterMs !== null && { retryAfterMs }),
    },
    { cause },
  );
}

function meaningOf(error: Error): Meaning | null {
  for (let prototype = Object.getPrototypeOf(error); prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    const meaning = MEANINGS[prototype.constructor.name];
    if (meaning !== undefined) return meaning;
  }
  return null;
}

function retryAfter(headers: Readonly<Record<string, unknown>>): number | null {
  const entry = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after');
  const seconds = entry === undefined ? Number.NaN : Number(entry[1]);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

/** ccxt starts messages with the venue and may append whole pages of HTML. */
function shortened(message: string, venue: string): string {
  const text = message.startsWith(`${venue} `) ? message.slice(venue.length + 1) : message;
  return text.replaceAll(/\s+/g, ' ').slice(0, 200);
}
