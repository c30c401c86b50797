/** Signed requests to one venue: each is sent once, at the venue's time, within the budget, and never repeated here. */
import type { Exchange } from 'ccxt';
import type { Clock } from '../../../activities/ports.ts';
import type { VenueFailure } from '../../../domain/execution/orders/venue-failure.ts';
import { MINUTE_MS, type EpochMs } from '../../../domain/market/candles.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { parseSymbol } from '../../../domain/market/symbols.ts';
import { openCcxt } from '../ccxt.ts';
import { untilAborted } from '../connection.ts';
import { VENUES } from '../venues.ts';
import { failureOf, keepCodes, VenueAnswer } from './answer.ts';
import { type Purpose, RateBudget } from './rate-budget.ts';

export interface Cost {
  readonly weight: number;
  readonly purpose: Purpose;
}

export type Heard<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'not-sent'; readonly why: string }
  | { readonly kind: 'failed'; readonly failure: VenueFailure; readonly why: string };

export interface SignedParts {
  readonly clock: Clock;
  readonly origin: string | undefined;
  readonly key: { readonly apiKey: string; readonly secret: string };
  readonly budget: RateBudget;
  readonly receiveWindowMs: number;
  readonly timeoutMs: number;
}

const LISTING = { weight: 20, purpose: 'read' } as const;
const MEASURED_EVERY_MS = 10 * MINUTE_MS;

export class SignedRequests {
  readonly exchange: Exchange;
  readonly budget: RateBudget;
  readonly #clock: Clock;
  #measuredAt: EpochMs = Number.NEGATIVE_INFINITY;
  /** Venue time minus ours. */
  clockOffsetMs = 0;

  private constructor(exchange: Exchange, { clock, budget }: SignedParts) {
    this.exchange = exchange;
    this.budget = budget;
    this.#clock = clock;
  }

  static async open(parts: SignedParts): Promise<SignedRequests> {
    const exchange = await openCcxt(VENUES.binance.spot, parts.origin);
    const signed = new SignedRequests(exchange, parts);
    exchange.enableRateLimit = false;
    exchange.apiKey = parts.key.apiKey;
    exchange.secret = parts.key.secret;
    exchange.timeout = parts.timeoutMs;
    exchange.options.recvWindow = parts.receiveWindowMs;
    exchange.nonce = () => Math.round(parts.clock.now() + signed.clockOffsetMs);
    keepCodes(exchange);
    return signed;
  }

  /** The filters of a market are read as numbers, all else with the digits that the venue wrote. */
  async list(symbol: string, signal: AbortSignal): Promise<void> {
    const { base, quote } = parseSymbol(symbol);
    this.exchange.number = Number;
    const heard = await this.send(LISTING, (exchange) => exchange.fetchMarkets({ symbol: base + quote }), signal);
    this.exchange.number = String as unknown as Exchange['number'];
    if (heard.kind !== 'answered') {
      throw new AlmanacError('source.unreachable', `${this.exchange.id}: does not list ${symbol}: ${heard.why}`, {
        symbol,
      });
    }
    this.exchange.setMarkets([...Object.values(this.exchange.markets ?? {}), ...heard.value]);
  }

  async send<T>(cost: Cost, request: (exchange: Exchange) => Promise<T>, signal: AbortSignal): Promise<Heard<T>> {
    if (this.#clock.now() - this.#measuredAt >= MEASURED_EVERY_MS) await this.measureClock(signal);
    return this.#once(cost, request, signal);
  }

  /** Half of the round trip is taken for the way there. Without an answer the last measure stays. */
  async measureClock(signal: AbortSignal): Promise<boolean> {
    const asked = this.#clock.now();
    const heard = await this.#once({ weight: 1, purpose: 'exit' }, (exchange) => exchange.fetchTime(), signal);
    if (heard.kind !== 'answered' || heard.value === undefined) return false;
    this.#measuredAt = this.#clock.now();
    this.clockOffsetMs = Math.round(Number(heard.value) - (asked + this.#measuredAt) / 2);
    return true;
  }

  async #once<T>(
    { weight, purpose }: Cost,
    request: (exchange: Exchange) => Promise<T>,
    signal: AbortSignal,
  ): Promise<Heard<T>> {
    const refusal = await this.budget.take(weight, purpose);
    if (refusal !== null) return { kind: 'not-sent', why: refusal };
    try {
      const value = await untilAborted(request(this.exchange), signal);
      this.budget.heard(Number(this.exchange.last_response_headers?.['X-Mbx-Used-Weight-1m']));
      return { kind: 'answered', value };
    } catch (cause) {
      if (isOurs(cause)) throw cause;
      const failure = failureOf(cause);
      await this.#learn(failure, cause);
      return { kind: 'failed', failure, why: cause instanceof Error ? cause.message.slice(0, 200) : String(cause) };
    }
  }

  async #learn(failure: VenueFailure, cause: unknown): Promise<void> {
    if (failure.kind === 'http' && (failure.status === 429 || failure.status === 418)) {
      await this.budget.refused(cause instanceof VenueAnswer ? cause.retryAfterMs : null);
    }
    // the next request measures anew
    if (failure.kind === 'code' && failure.code === '-1021') this.#measuredAt = Number.NEGATIVE_INFINITY;
  }
}

/** Mistakes in how a request was made; nothing was sent. */
function isOurs(cause: unknown): boolean {
  return cause instanceof ReferenceError || (cause instanceof Error && cause.constructor.name === 'ArgumentsRequired');
}
