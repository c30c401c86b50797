/** The signed requests of one exchange: who asks, how often, what goes wrong on the way, and the answer. */
import type { EpochMs } from '../../../domain/market/candles.ts';
import type { ExchangeMarket } from '../exchange-market.ts';
import { Refusal } from '../refusal.ts';
import { type AccountTerms, SpotAccount } from './account.ts';
import { SIGNED_ENDPOINTS } from './api.ts';
import { Engine } from './engine.ts';
import { type OrderFault, OrderFaults } from './faults.ts';
import { RateLimit } from './rate-limit.ts';
import { authenticated } from './signature.ts';

export interface OrderOptions {
  readonly accounts?: readonly AccountTerms[];
  readonly weightPerMinute?: number;
  readonly orderFaults?: { readonly seed: string; readonly chances: Readonly<Partial<Record<OrderFault, number>>> };
}

export interface SignedAsked {
  readonly method: string;
  readonly path: string;
  readonly apiKey: string | undefined;
  /** Query and body, as they were sent. */
  readonly signed: string;
  readonly now: EpochMs;
}

export type SignedAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly weight: number;
      readonly retryAfterS?: number;
    }
  | { readonly kind: 'nothing' };

const BINANCE_WEIGHT = 6_000;

export class OrderDesk {
  readonly accounts: readonly SpotAccount[];
  readonly faults: OrderFaults;
  /** Everything that was asked for but reading: `POST /api/v3/order`, in order. */
  readonly changes: string[] = [];
  readonly #market: ExchangeMarket;
  readonly #engine: Engine;
  readonly #limit: RateLimit;
  #orders = 0;

  constructor(market: ExchangeMarket, { accounts = [], weightPerMinute, orderFaults }: OrderOptions) {
    this.accounts = accounts.map((terms) => new SpotAccount(terms));
    this.faults = new OrderFaults(orderFaults?.seed ?? '', orderFaults?.chances ?? {});
    this.#market = market;
    this.#engine = new Engine(market);
    this.#limit = new RateLimit(weightPerMinute ?? BINANCE_WEIGHT);
  }

  knows(method: string, path: string): boolean {
    return `${method} ${path}` in SIGNED_ENDPOINTS;
  }

  serve(asked: SignedAsked): SignedAnswer {
    const changes = asked.method !== 'GET';
    if (changes) this.changes.push(`${asked.method} ${asked.path}`);
    if (this.faults.happens('request-lost')) return { kind: 'nothing' };
    if (this.faults.happens('error-undone')) return gateway(503);
    if (changes && this.faults.happens('timeout-undone')) return failure(unknownStatus());
    const answer = this.#answer(asked);
    if (!changes) return answer;
    if (this.faults.happens('answer-lost')) return { kind: 'nothing' };
    if (this.faults.happens('timeout-done')) return failure(unknownStatus());
    if (this.faults.happens('error-done')) return gateway(504);
    if (this.faults.happens('broken-json')) return { ...gateway(200), body: '{"symbol":"BTCUS' };
    return answer;
  }

  #answer({ method, path, apiKey, signed, now }: SignedAsked): SignedAnswer {
    let weight = 0;
    try {
      const endpoint = SIGNED_ENDPOINTS[`${method} ${path}`];
      weight = this.#limit.count(endpoint.weight, now);
      if (this.faults.happens('rate-limited')) this.#limit.warn(now);
      const account = authenticated(this.accounts, apiKey, signed, now);
      if (this.faults.happens('wrong-clock'))
        throw new Refusal(-1021, 'Timestamp for this request is outside of the recvWindow.');
      this.#engine.watch(account, now);
      const body = endpoint.answer({
        account,
        engine: this.#engine,
        market: this.#market,
        faults: this.faults,
        query: new URLSearchParams(signed),
        now,
        nextOrderId: () => ++this.#orders,
      });
      return { kind: 'answer', status: 200, body: JSON.stringify(body), weight };
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return { ...failure(refusal), weight };
    }
  }
}

function failure(refusal: Refusal & { readonly retryAfterS?: number }): SignedAnswer & { readonly kind: 'answer' } {
  const { status, code, message, retryAfterS } = refusal;
  const body = JSON.stringify({ code, msg: message });
  return { kind: 'answer', status, body, weight: 0, ...(retryAfterS !== undefined && { retryAfterS }) };
}

function gateway(status: number): SignedAnswer & { readonly kind: 'answer' } {
  return { kind: 'answer', status, body: '<html>the gateway does not answer</html>', weight: 0 };
}

const unknownStatus = () =>
  new Refusal(
    -1007,
    'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
    408,
  );
