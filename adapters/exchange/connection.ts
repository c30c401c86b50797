import type { Exchange } from 'ccxt';
import type { Clock } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { parseSymbol } from '../../domain/market/symbols.ts';
import { openCcxt } from './ccxt.ts';
import { venueError } from './error-map.ts';
import { pause } from './pause.ts';
import type { VenueMarket } from './venues.ts';

export interface ConnectionOptions {
  readonly clock: Clock;
  readonly origin: string | undefined;
  /** Patience for the first answer of a venue, and for every later one. */
  readonly contactMs: number;
  readonly timeoutMs: number;
}

/** Attempts at one request, and the longest a venue may ask us to wait between them. */
const ATTEMPTS = 3;
const RETRY_WAIT_MS = 400;
const LONGEST_RETRY_WAIT_MS = 5_000;

/** A venue that has answered once: its clock is known. Errors of all calls are AlmanacErrors. */
export class Connection {
  readonly venue: string;
  readonly #market: VenueMarket;
  readonly #exchange: Exchange;
  readonly #clock: Clock;
  /** Venue time minus ours. */
  readonly clockOffsetMs: number;

  private constructor(venue: string, market: VenueMarket, exchange: Exchange, clock: Clock, clockOffsetMs: number) {
    this.venue = venue;
    this.#market = market;
    this.#exchange = exchange;
    this.#clock = clock;
    this.clockOffsetMs = clockOffsetMs;
  }

  /** Asks for the venue's time; half of the round trip is taken for the way there. */
  static async open(
    venue: string,
    market: VenueMarket,
    options: ConnectionOptions,
    signal: AbortSignal,
  ): Promise<Connection> {
    const exchange = await openCcxt(market, options.origin);
    exchange.timeout = options.contactMs;
    const asked = options.clock.now();
    const venueTime = await call(exchange, venue, 1, () => exchange.fetchTime(), signal);
    const heard = options.clock.now();
    exchange.timeout = options.timeoutMs;
    return new Connection(
      venue,
      market,
      exchange,
      options.clock,
      Math.round((venueTime ?? heard) - (asked + heard) / 2),
    );
  }

  /** The venue's time. */
  now(): EpochMs {
    return this.#clock.now() + this.clockOffsetMs;
  }

  /** Makes sure that the venue lists a symbol. Throws `input.unknown-symbol`. */
  async list(symbol: string, signal: AbortSignal): Promise<void> {
    if (this.#exchange.markets?.[symbol] !== undefined) return;
    if (this.#market.asksOneMarket) await this.#listOne(symbol, signal);
    else await this.call((exchange) => exchange.loadMarkets(), signal);
    if (this.#exchange.markets?.[symbol] === undefined) throw unknown(symbol, this.venue);
  }

  async #listOne(symbol: string, signal: AbortSignal): Promise<void> {
    const { base, quote } = parseSymbol(symbol.split(':')[0]);
    const found = await this.call((exchange) => exchange.fetchMarkets({ symbol: base + quote }), signal);
    this.#exchange.setMarkets([...Object.values(this.#exchange.markets ?? {}), ...found]);
  }

  /** A request, repeated where that can help. */
  call<T>(request: (exchange: Exchange) => Promise<T>, signal: AbortSignal): Promise<T> {
    return call(this.#exchange, this.venue, ATTEMPTS, request, signal);
  }
}

async function call<T>(
  exchange: Exchange,
  venue: string,
  attempts: number,
  request: (exchange: Exchange) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await untilAborted(request(exchange), signal);
    } catch (cause) {
      signal.throwIfAborted();
      const error = venueError(cause, venue, exchange.last_response_headers ?? {});
      const waitMs = retryWaitMs(error, attempt);
      if (attempt >= attempts || waitMs === null) throw error;
      await pause(waitMs, signal);
    }
  }
}

/** Null when asking again cannot help, or only much later. */
function retryWaitMs(error: unknown, attempt: number): number | null {
  if (!(error instanceof AlmanacError) || error.detail.retryable !== true) return null;
  const asked = error.detail.retryAfterMs;
  const waitMs = typeof asked === 'number' ? asked : RETRY_WAIT_MS * attempt;
  return waitMs <= LONGEST_RETRY_WAIT_MS ? waitMs : null;
}

/** ccxt takes no signal: the request ends by itself at its timeout, we stop waiting for it at once. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function unknown(symbol: string, venue: string): AlmanacError {
  return new AlmanacError('input.unknown-symbol', `${venue}: does not list ${symbol}`, { symbol, venue });
}
