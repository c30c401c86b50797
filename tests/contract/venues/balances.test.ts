/** The books of the simulated exchange, without its socket: a spot market lends neither money nor coins. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SpotAccount } from '../../../lab/exchange/orders/account.ts';
import { Engine } from '../../../lab/exchange/orders/engine.ts';
import { placeOrder, type Wanted } from '../../../lab/exchange/orders/place.ts';
import { SimulatedMarket } from '../../../lab/exchange/market.ts';
import { Refusal } from '../../../lab/exchange/refusal.ts';
import { SEED, SYMBOL } from './market.ts';

const MARKET = new SimulatedMarket(SEED, [SYMBOL]);
const [LISTING] = MARKET.listings;
const START = Date.parse('2026-11-21T10:00:07Z');
const last = (now: number) => MARKET.lastPrice(LISTING, now);

class Customer {
  readonly engine = new Engine(MARKET);
  readonly account: SpotAccount;
  now = START;
  #orders = 0;

  constructor(balances: Readonly<Record<string, string>>) {
    this.account = new SpotAccount({ apiKey: 'key', secret: 'secret', balances });
  }

  place(wanted: Partial<Wanted> & Pick<Wanted, 'side' | 'type' | 'quantity'>) {
    this.engine.watch(this.account, this.now);
    const plain = { listing: LISTING, clientOrderId: null, price: null, stopPrice: null, timeInForce: null };
    const { account, engine, now } = this;
    return placeOrder({ account, engine, now, nextOrderId: () => ++this.#orders }, { ...plain, ...wanted });
  }

  pass(ms: number): void {
    this.now += ms;
    this.engine.watch(this.account, this.now);
  }

  /** What a buy would pay at first. */
  best(): number {
    return Number(this.engine.best({ side: 'BUY', listing: LISTING }, this.now)) / 1e8;
  }

  of(asset: string) {
    const { free, locked } = this.account.of(asset);
    return { free: Number(free) / 1e8, locked: Number(locked) / 1e8 };
  }
}

it('walks the book with a market buy as far as the balance pays, and lets the rest expire', () => {
  const customer = new Customer({ USDT: '1000000' });
  const quantity = (Math.floor((1e6 / customer.best()) * 1e5) / 1e5).toFixed(5);
  const order = customer.place({ side: 'BUY', type: 'MARKET', quantity });
  expect(order.status).toBe('EXPIRED');
  expect(Number(order.executed) / 1e8).toBeGreaterThan(0.99 * Number(quantity));
  expect(order.executed % 1_000n).toBe(0n);
  const { free, locked } = customer.of('USDT');
  expect(free).toBeGreaterThanOrEqual(0);
  expect(free).toBeLessThan(1e-5 * last(START) * 1.01);
  expect(locked).toBe(0);
});

const step = fc.oneof(
  fc.record({
    do: fc.constant('place' as const),
    side: fc.constantFrom('BUY', 'SELL'),
    type: fc.constantFrom('MARKET', 'LIMIT', 'STOP_LOSS', 'TAKE_PROFIT', 'STOP_LOSS_LIMIT'),
    /** Null: all that is free. */
    units: fc.option(fc.integer({ min: 10, max: 150_000 })),
    /** Of the last price. */
    away: fc.integer({ min: -60, max: 60 }).map((share) => 1 + share / 10_000),
    limitAway: fc.integer({ min: -60, max: 60 }).map((share) => 1 + share / 10_000),
  }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1_000, max: 1_800_000 }) }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }),
);

it('has no negative balance, free or locked, after any sequence of orders (property)', () => {
  let expired = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 30 }), (steps) => {
      const customer = new Customer({ USDT: '60000', BTC: '0.5' });
      for (const next of steps) {
        if (next.do === 'pass') customer.pass(next.ms);
        else if (next.do === 'cancel') {
          const open = customer.account.open();
          const order = open[next.which % Math.max(1, open.length)];
          if (order !== undefined) customer.engine.end(customer.account, order, 'CANCELED', customer.now);
        } else {
          const at = (away: number) => (last(customer.now) * away).toFixed(2);
          const { side, type, units, away, limitAway } = next;
          const isLimit = type.includes('LIMIT');
          const stopPrice = type.startsWith('STOP') || type.startsWith('TAKE') ? at(away) : null;
          const price = isLimit ? at(limitAway) : null;
          const worst = Number(price ?? stopPrice ?? customer.best());
          const all = side === 'SELL' ? customer.of('BTC').free : customer.of('USDT').free / worst;
          const quantity = (Math.floor(units ?? all * 100_000) / 100_000).toFixed(5);
          try {
            customer.place({ side, type, quantity, price, stopPrice, timeInForce: isLimit ? 'GTC' : null });
          } catch (refusal) {
            expect(refusal).toBeInstanceOf(Refusal);
          }
        }
        for (const asset of ['USDT', 'BTC']) {
          const { free, locked } = customer.account.of(asset);
          expect([asset, free >= 0n, locked >= 0n]).toEqual([asset, true, true]);
        }
      }
      const { orders } = customer.account;
      expired += orders.filter(({ status, executed }) => status === 'EXPIRED' && executed > 0n).length;
    }),
    { numRuns: 150, seed: 3 },
  );
  expect(expired).toBeGreaterThan(5);
});
