/** The simulated exchange in the hands of a test, which moves its clock and may look ahead. */
import type { Venue } from '../../../activities/ports.ts';
import { Money, type Price } from '../../../domain/accounting/money.ts';
import type { OrderIntent } from '../../../domain/execution/account/order.ts';
import { clientOrderId, COMMON_DIALECT } from '../../../domain/execution/orders/client-order-id.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/market/candles.ts';
import { SimulatedMarket } from '../../../lab/exchange/market.ts';
import { type ExchangeOptions, type SimulatedExchange, startExchange } from '../../../lab/exchange/server.ts';

export const SYMBOL = 'BTC/USDT';
export const SEED = 'venues';
export const START_QUOTE = '250000';

export class Market implements AsyncDisposable {
  readonly exchange: SimulatedExchange;
  readonly #prices = new SimulatedMarket(SEED, [SYMBOL]);
  readonly clock: { now(): number };
  #time: { now: number };

  private constructor(exchange: SimulatedExchange, time: { now: number }) {
    this.exchange = exchange;
    this.#time = time;
    this.clock = { now: () => time.now };
  }

  /** `aheadMs`: of the exchange's clock before that of the test. */
  static async open(options: Partial<ExchangeOptions> = {}, aheadMs = 0): Promise<Market> {
    const time = { now: Date.parse('2026-11-21T10:00:07Z') };
    const clock = () => time.now + aheadMs;
    return new Market(await startExchange({ seed: SEED, symbols: [SYMBOL], clock, ...options }), time);
  }

  get now(): number {
    return this.#time.now;
  }

  pass(ms: number): void {
    this.#time.now += ms;
  }

  /** A price that nothing in the rest of this minute reaches, and that the minutes after it do; the time goes past both. */
  fallAhead(): { readonly stopPrice: Price; pass(): void } {
    const from = Math.ceil(this.now / MINUTE_MS) * MINUTE_MS;
    const [listing] = this.#prices.listings;
    const last = this.#prices.lastPrice(listing, this.now);
    const bars = this.#prices.bars(listing, MINUTE_MS, from, from + 36 * HOUR_MS, from + 36 * HOUR_MS);
    const touching = bars.find(([, , , low]) => low < last * 0.998);
    if (touching === undefined) throw new Error('the market of this seed does not fall: choose another');
    const stopPrice = new Money(touching[3]).plus('0.01').toDecimalPlaces(2);
    return { stopPrice, pass: () => this.pass(touching[0] + 2 * MINUTE_MS - this.now) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.exchange[Symbol.asyncDispose]();
  }
}

let orders = 0;

export function intent(change: Partial<OrderIntent> = {}): OrderIntent {
  const identity = { accountId: 'contract', planId: `plan-${++orders}`, leg: change.leg ?? 'entry', attempt: 1 };
  return {
    clientOrderId: clientOrderId(identity, COMMON_DIALECT),
    planId: identity.planId,
    leg: 'entry',
    attempt: 1,
    side: 'buy',
    kind: 'market',
    quantity: new Money('0.1'),
    stopPrice: null,
    token: 1,
    ...change,
  };
}

export function stopAt(stopPrice: Price, quantity: string): OrderIntent {
  return intent({ leg: 'protection', side: 'sell', kind: 'stop-market', stopPrice, quantity: new Money(quantity) });
}

export function sell(quantity: string): OrderIntent {
  return intent({ leg: 'exit', side: 'sell', quantity: new Money(quantity) });
}

/** A venue of its own account, and the market that it looks at. */
export interface TriedVenue {
  readonly market: Market;
  readonly venue: Venue;
  /** The same account, opened by another process. */
  again(): Promise<Venue>;
}
