import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../adapters/paper-venue/news.ts';
import { brokenInvariant } from '../../../domain/accounting/book.ts';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import type { OrderIntent } from '../../../domain/execution/account/order.ts';
import type { Bar } from '../../../domain/execution/matching/bar.ts';
import type { PaperEvent } from '../../../domain/execution/paper/events.ts';
import { afterBar, afterQuote, type Quote } from '../../../domain/execution/paper/market.ts';
import { placeOnPaper } from '../../../domain/execution/paper/place.ts';
import { evolvePaper, openOrders, type PaperState } from '../../../domain/execution/paper/state.ts';
import type { PaperTerms } from '../../../domain/execution/paper/terms.ts';
import { MINUTE_MS } from '../../../domain/market/candles.ts';
import { intent, sell, stopAt } from '../../contract/venues/market.ts';
import { spotVenue } from '../backtest/venue.ts';

const EIGHT = Date.parse('2026-11-21T08:00Z');
const STEPS = {
  quantityStep: new Money('0.00001'),
  priceStep: new Money('0.01'),
  minQuantity: new Money('0.00001'),
  minNotionalQuote: new Money(5),
};
const SPOT: PaperTerms = { costs: spotVenue({ priceStep: STEPS.priceStep }), steps: STEPS, latencyMs: 0, margin: null };
const PERP: PaperTerms = {
  ...SPOT,
  margin: { leverage: new Money(3), maintenanceMargin: new Money('0.005'), usualFunding: new Money('0.0001') },
};

/** One account, a price, and a clock. */
class Paper {
  readonly terms: PaperTerms;
  readonly events: PaperEvent[] = [];
  state: PaperState;
  now: number;

  constructor(terms: PaperTerms, now: number, startQuote = 10_000) {
    this.terms = terms;
    this.now = now;
    const opened = { type: 'opened', symbol: 'BTC/USDT', startQuote: new Money(startQuote), time: now } as const;
    this.state = evolvePaper(null, opened);
  }

  place(order: OrderIntent, mark = 40_000): string {
    const placed = placeOnPaper(this.state, order, new Money(mark), this.now, this.terms);
    if (placed.kind === 'refused') return placed.why;
    this.#enter([{ type: 'accepted', order: placed.order }]);
    return 'accepted';
  }

  bar(openTime: number, [open, high, low, close]: readonly [number, number, number, number], volume = 1_000): void {
    const bar: Bar = { openTime, open, high, low, close, volume };
    this.now = Math.max(this.now, openTime + MINUTE_MS);
    this.#enter(
      afterBar(this.state, bar, { barMs: MINUTE_MS, fundingRate: new Money('0.0001'), now: this.now }, this.terms),
    );
  }

  quote(price: number, volume = 10): void {
    this.#look({ kind: 'last', time: this.now, price, volume });
  }

  /** Best first, as `[price, quantity]`; nobody buys. */
  asks(...levels: readonly (readonly [number, number])[]): void {
    const asks = levels.map(([price, quantity]) => ({ price: new Money(price), quantity: new Money(quantity) }));
    const bids = [{ price: new Money(levels[0][0] - 1), quantity: new Money(1_000) }];
    this.#look({ kind: 'book', time: this.now, bids, asks });
  }

  cancel(clientOrderId: string): void {
    this.#enter([{ type: 'ended', clientOrderId, as: 'cancelled', time: this.now }]);
  }

  fills(): string[] {
    return this.state.fills.map(
      ({ told: { fill } }) => `${fill.side} ${fill.quantity.toFixed()} at ${fill.price.toFixed()}`,
    );
  }

  #look(quote: Quote): void {
    this.#enter(afterQuote(this.state, quote, this.now, this.terms));
  }

  #enter(events: readonly PaperEvent[]): void {
    this.events.push(...events);
    this.state = events.reduce<PaperState>(evolvePaper, this.state);
    expect(brokenInvariant(this.state.book)).toBeNull();
  }
}

describe('an order on paper', () => {
  it('is filled no earlier than its latency allows, at the price of then', () => {
    const paper = new Paper({ ...SPOT, latencyMs: 500 }, EIGHT + 10_000);
    paper.place(intent());
    paper.quote(40_000);
    expect(paper.fills()).toEqual([]);
    paper.now += 500;
    paper.quote(40_100);
    expect(paper.fills()).toEqual(['buy 0.1 at 40100']);
  });

  it('that came while a bar formed waits for the next open where no quote is told', () => {
    const paper = new Paper(SPOT, EIGHT + 10_000);
    paper.place(intent());
    paper.bar(EIGHT, [39_000, 41_000, 38_000, 40_000]);
    expect(paper.fills()).toEqual([]);
    paper.bar(EIGHT + MINUTE_MS, [40_050, 40_060, 40_000, 40_010]);
    expect(paper.fills()).toEqual(['buy 0.1 at 40050']);
  });

  it('that is a stop counts as touched wherever in its first bar the touch was, and never before it came', () => {
    const paper = new Paper(SPOT, EIGHT + 10_000);
    paper.place(intent());
    paper.quote(40_000);
    paper.place(stopAt(new Money(39_000), '0.1'));
    paper.bar(EIGHT - MINUTE_MS, [40_000, 40_000, 38_000, 40_000]);
    expect(paper.fills()).toHaveLength(1);
    paper.bar(EIGHT, [38_500, 40_100, 38_400, 40_000]);
    expect(paper.fills().at(-1)).toBe('sell 0.1 at 39000');
    expect(paper.state.fills.at(-1)!.told.fill.time).toBe(EIGHT + 10_000);
  });

  it('fills a gap through its stop at the open, and no more than the volume of the bar allows', () => {
    const thin: PaperTerms = { ...SPOT, costs: { ...SPOT.costs, participation: new Money('0.1') } };
    const paper = new Paper(thin, EIGHT);
    paper.place(intent());
    paper.quote(40_000);
    paper.place(stopAt(new Money(39_000), '0.1'));
    paper.bar(EIGHT, [38_000, 38_100, 37_900, 38_000], 0.6);
    expect(paper.fills().at(-1)).toBe('sell 0.06 at 38000');
    paper.bar(EIGHT + MINUTE_MS, [39_500, 39_600, 39_400, 39_500], 100);
    expect(paper.fills().at(-1)).toBe('sell 0.04 at 39500');
    expect(openOrders(paper.state)).toEqual([]);
  });

  it('is refused in words where nothing backs it', () => {
    const spot = new Paper(SPOT, EIGHT);
    expect(spot.place(sell('0.1'))).toMatch(/insufficient balance/);
    expect(spot.place(intent({ quantity: new Money(1) }))).toMatch(/insufficient balance/);
    expect(spot.place(stopAt(new Money('39000.005'), '0.1'))).toMatch(/no multiple of 0.01/);
    const perp = new Paper(PERP, EIGHT);
    expect(perp.place(intent({ quantity: new Money(1) }))).toMatch(/margin/);
    expect(perp.place(sell('0.1'))).toBe('there is no position to reduce');
    expect(perp.place(intent({ quantity: new Money('0.7'), side: 'sell' }))).toBe('accepted');
  });
});

describe('a spot account on paper lends nothing', () => {
  const STEPPED: PaperTerms = { ...SPOT, costs: { ...SPOT.costs, quantityStep: STEPS.quantityStep } };
  const LATE: PaperTerms = { ...STEPPED, latencyMs: 500 };
  const ended = ({ state }: Paper) =>
    Object.values(state.orders).map(({ status, expiry, filled }) => [status, expiry, filled.toFixed()]);

  it('a market order that costs more than was kept for it is filled as far as the cash goes, and the rest expires', () => {
    const paper = new Paper(LATE, EIGHT);
    expect(paper.place(intent({ quantity: new Money('0.24') }))).toBe('accepted');
    paper.now += 500;
    paper.asks([40_000, 0.1], [50_000, 1]);
    // 10,000 − 4,004 are left for a level at which a unit costs 50,050
    expect(paper.fills()).toEqual(['buy 0.1 at 40000', 'buy 0.1198 at 50000']);
    expect(ended(paper)).toEqual([['expired', 'insufficient-balance', '0.2198']]);
    expect(paper.state.book.cashQuote.toFixed()).toBe('0.01');
  });

  it('so does one whose next open is far away', () => {
    const paper = new Paper(STEPPED, EIGHT + 10_000);
    paper.place(intent({ quantity: new Money('0.24') }));
    paper.bar(EIGHT + MINUTE_MS, [80_000, 80_000, 80_000, 80_000]);
    expect(paper.fills()).toEqual(['buy 0.12487 at 80000']);
    expect(ended(paper)).toEqual([['expired', 'insufficient-balance', '0.12487']]);
    expect(paper.state.book.cashQuote.isNegative()).toBe(false);
  });

  it('an order takes nothing that is kept for another', () => {
    const paper = new Paper(LATE, EIGHT);
    paper.place(intent({ quantity: new Money('0.12') }));
    const stop = intent({ kind: 'stop-market', stopPrice: new Money(50_000), quantity: new Money('0.1') });
    expect(paper.place(stop)).toBe('accepted');
    paper.now += 500;
    paper.quote(45_000);
    // 10,000 without the 5,005 that the stop keeps
    expect(paper.fills()).toEqual(['buy 0.11088 at 45000']);
    paper.asks([50_000, 1]);
    expect(paper.fills().at(-1)).toBe('buy 0.1 at 50000');
    expect(paper.state.book.cashQuote.isNegative()).toBe(false);
  });

  it('a buy keeps its fee in quote where quote pays it, and nothing where the coins do', () => {
    const all = () => intent({ quantity: new Money('0.25') });
    expect(new Paper(STEPPED, EIGHT).place(all())).toMatch(/insufficient balance/);
    const paper = new Paper({ ...STEPPED, costs: { ...STEPPED.costs, buyFeeIn: 'base' } }, EIGHT);
    expect(paper.place(all())).toBe('accepted');
    paper.quote(40_000);
    expect(paper.fills()).toEqual(['buy 0.25 at 40000']);
    expect(paper.state.book.cashQuote.toFixed()).toBe('0');
  });

  it('what was bought for a part is told as such, with the reason', () => {
    const paper = new Paper(LATE, EIGHT);
    const order = intent({ quantity: new Money('0.24') });
    paper.place(order);
    paper.now += 500;
    paper.asks([50_000, 1]);
    const [report, fill] = newsOf(paper.state, order.clientOrderId);
    expect(report).toMatchObject({ kind: 'report', news: 'expire', why: 'insufficient-balance' });
    expect(report.kind === 'report' && report.executed.toFixed()).toBe('0.1998');
    expect(fill).toMatchObject({ kind: 'fill' });
  });

  const price = fc.integer({ min: 1_000, max: 90_000 });
  const quantity = fc.integer({ min: 1, max: 60_000 }).map((units) => new Money(units).div(100_000));
  const size = fc.integer({ min: 1, max: 100_000 }).map((units) => units / 100_000);
  const step = fc.oneof(
    fc.record({ do: fc.constant('place' as const), buy: fc.boolean(), quantity, stop: fc.option(price), mark: price }),
    fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }),
    fc.record({ do: fc.constant('asks' as const), first: price, rises: fc.array(fc.tuple(fc.nat(20_000), size)) }),
    fc.record({ do: fc.constant('quote' as const), price, volume: size }),
    fc.record({ do: fc.constant('bar' as const), open: price, up: fc.nat(20_000), down: fc.nat(900), volume: size }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  function take(paper: Paper, next: Step): void {
    switch (next.do) {
      case 'place': {
        const stopPrice = next.stop === null ? null : new Money(next.stop);
        const kind = stopPrice === null ? 'market' : 'stop-market';
        const side = next.buy ? 'buy' : 'sell';
        paper.place(intent({ side, kind, stopPrice, quantity: next.quantity }), next.mark);
        return;
      }
      case 'cancel': {
        const open = openOrders(paper.state);
        if (open.length > 0) paper.cancel(open[next.which % open.length].clientOrderId);
        return;
      }
      case 'asks': {
        let at = next.first;
        paper.asks([at, 0.001], ...next.rises.map(([rise, units]) => [(at += rise), units] as const));
        return;
      }
      case 'quote':
        return paper.quote(next.price, next.volume);
      case 'bar': {
        const openTime = Math.floor(paper.now / MINUTE_MS) * MINUTE_MS;
        paper.bar(openTime, [next.open, next.open + next.up, next.open - next.down, next.open], next.volume);
        return;
      }
      case 'wait':
        paper.now += next.ms;
        return;
      default:
        next satisfies never;
    }
  }

  it('no sequence of books, bars and orders makes a balance negative (property)', () => {
    let partly = 0;
    const venues = fc.record({
      buyFeeIn: fc.constantFrom('base', 'quote'),
      slippage: fc.constantFrom(ZERO, new Money('0.0005')),
      participation: fc.constantFrom(null, new Money('0.1')),
      assetDecimals: fc.constantFrom(8, undefined),
    });
    fc.assert(
      fc.property(
        venues,
        fc.constantFrom(0, 500),
        fc.array(step, { minLength: 15, maxLength: 40 }),
        (venue, latencyMs, steps) => {
          const { assetDecimals, ...rest } = venue;
          const costs = { ...STEPPED.costs, ...rest, ...(assetDecimals !== undefined && { assetDecimals }) };
          const paper = new Paper({ ...SPOT, costs, latencyMs }, EIGHT);
          for (const next of steps) {
            take(paper, next);
            expect(paper.state.book.cashQuote.isNegative()).toBe(false);
            expect(paper.state.book.positionBase.isNegative()).toBe(false);
          }
          const expiries = Object.values(paper.state.orders).filter(({ expiry }) => expiry === 'insufficient-balance');
          partly += expiries.filter(({ filled }) => !filled.isZero()).length;
        },
      ),
      { numRuns: 300, seed: 12 },
    );
    expect(partly).toBeGreaterThan(10);
  });
});

describe('a perpetual on paper', () => {
  const short = () => {
    const paper = new Paper(PERP, EIGHT - 30_000);
    paper.place(intent({ side: 'sell', quantity: new Money('0.5') }));
    paper.quote(40_000);
    return paper;
  };

  it('pays funding at 00, 08 and 16 UTC for what was held before, once', () => {
    const paper = short();
    paper.bar(EIGHT - MINUTE_MS, [40_000, 40_000, 40_000, 40_000]);
    expect(paper.state.fundings).toEqual([]);
    paper.now = EIGHT + 10_000;
    paper.place(intent({ side: 'sell', quantity: new Money('0.1') }));
    paper.quote(40_000);
    paper.bar(EIGHT, [40_000, 40_000, 40_000, 40_000]);
    paper.bar(EIGHT + MINUTE_MS, [40_000, 40_000, 40_000, 40_000]);
    expect(paper.state.fundings.map(({ told }) => [told.time, told.paidQuote.toFixed()])).toEqual([[EIGHT, '-2']]);
  });

  it('ends orders that only reduce together with the position', () => {
    const paper = short();
    const cover = { side: 'buy', leg: 'exit', quantity: new Money('0.5') } as const;
    paper.place(intent({ ...cover, leg: 'protection', kind: 'stop-market', stopPrice: new Money(41_000) }));
    paper.place(intent(cover));
    paper.quote(39_000);
    expect(paper.fills()).toEqual(['sell 0.5 at 40000', 'buy 0.5 at 39000']);
    expect(Object.values(paper.state.orders).map(({ status }) => status)).toEqual(['filled', 'expired', 'filled']);
  });

  it('is liquidated when the margin is used up, its orders off first', () => {
    const paper = short();
    paper.place(
      intent({
        side: 'buy',
        leg: 'protection',
        quantity: new Money('0.5'),
        kind: 'stop-market',
        stopPrice: new Money(70_000),
      }),
    );
    paper.bar(EIGHT, [40_000, 69_000, 40_000, 60_000]);
    const [ended, liquidation] = paper.events.slice(-2);
    expect(ended).toMatchObject({ type: 'ended', as: 'cancelled' });
    expect(liquidation).toMatchObject({ type: 'filled', clientOrderId: 'liquidation' });
    expect(paper.state.book.positionBase.toFixed()).toBe('0');
    expect(paper.state.book.cashQuote.toNumber()).toBeGreaterThan(0);
  });
});
