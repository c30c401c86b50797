import { describe, expect, it } from 'vitest';
import { brokenInvariant } from '../../../domain/accounting/book.ts';
import { Money } from '../../../domain/accounting/money.ts';
import type { OrderIntent } from '../../../domain/execution/account/order.ts';
import type { Bar } from '../../../domain/execution/matching/bar.ts';
import type { PaperEvent } from '../../../domain/execution/paper/events.ts';
import { afterBar, afterQuote } from '../../../domain/execution/paper/market.ts';
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

  quote(price: number): void {
    this.#enter(afterQuote(this.state, { kind: 'last', time: this.now, price, volume: 10 }, this.now, this.terms));
  }

  fills(): string[] {
    return this.state.fills.map(
      ({ told: { fill } }) => `${fill.side} ${fill.quantity.toFixed()} at ${fill.price.toFixed()}`,
    );
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
