/** What a venue answered to a signed request that is not what was asked for, before ccxt gives it a name. */
import type { Exchange } from 'ccxt';
import type { VenueFailure } from '../../../domain/execution/orders/venue-failure.ts';

export class VenueAnswer extends Error {
  override readonly name = 'VenueAnswer';
  readonly failure: VenueFailure;
  readonly retryAfterMs: number | null;

  constructor(failure: VenueFailure, message: string, retryAfterMs: number | null) {
    super(message);
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Codes decide, never ccxt's classes: it gives one class to what happened and to what did not. */
export function keepCodes(exchange: Exchange): void {
  const handleErrors = exchange.handleErrors.bind(exchange);
  exchange.handleErrors = (...answer) => {
    const [status, reason, , , headers, , parsed] = answer;
    if (status < 400) return handleErrors(...answer);
    const { code, msg } = (parsed ?? {}) as { readonly code?: number; readonly msg?: string };
    const failure: VenueFailure =
      code === undefined || status === 429 || status === 418
        ? { kind: 'http', status }
        : { kind: 'code', dialect: 'binance', code: codeOf(code, msg) };
    throw new VenueAnswer(failure, msg ?? `${status} ${String(reason)}`, retryAfterOf(headers));
  };
}

/** Binance's spot market says -2010 to any new order that it does not take, also to the second one of an id. */
function codeOf(code: number, message: string | undefined): string {
  return code === -2010 && message === 'Duplicate order sent.' ? '-4116' : String(code);
}

/** What became of a request that failed without such an answer. */
export function failureOf(cause: unknown): VenueFailure {
  if (cause instanceof VenueAnswer) return cause.failure;
  if (cause instanceof SyntaxError || cause instanceof TypeError) return { kind: 'http', status: 200 };
  const isTimeout = cause instanceof Error && cause.constructor.name === 'RequestTimeout';
  return { kind: 'transport', what: isTimeout ? 'timeout' : 'reset' };
}

function retryAfterOf(headers: unknown): number | null {
  const entries = Object.entries((headers ?? {}) as Readonly<Record<string, unknown>>);
  const seconds = Number(entries.find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}
