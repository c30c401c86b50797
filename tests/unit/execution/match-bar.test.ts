import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFill } from '../../../domain/accounting/apply-fill.ts';
import { brokenInvariant, openBook } from '../../../domain/accounting/book.ts';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import type { Bar } from '../../../domain/execution/matching/bar.ts';
import { liquidationOrder } from '../../../domain/execution/matching/liquidation-order.ts';
import { type Matched, matchBar } from '../../../domain/execution/matching/match-bar.ts';
import { order, type RestingOrder } from '../../../domain/execution/matching/order.ts';
import type { PaperVenue } from '../../../domain/execution/matching/venue.ts';
import { NO_ORDERS, placed, type WorkingOrders } from '../../../domain/execution/matching/working-orders.ts';
import { spotVenue } from '../backtest/venue.ts';

const FREE = spotVenue({ takerFee: ZERO, makerFee: ZERO });
const money = (value: number) => new Money(value);

const bar = (open: number, high: number, low: number, close: number, volume = 1_000): Bar => ({
  openTime: 0,
  open,
  high,
  low,
  close,
  volume,
});

type Given = Partial<RestingOrder> & Pick<RestingOrder, 'side' | 'kind'>;

let count = 0;
const base = (quantity: number): RestingOrder['amount'] => ({ unit: 'base', quantity: money(quantity) });
const one = (given: Given): RestingOrder =>
  order({ orderId: `o${count++}`, purpose: 'entry', amount: base(1), ...given });
const resting = (...orders: Given[]) => orders.reduce((before: WorkingOrders, o) => placed(before, one(o)), NO_ORDERS);
const stop = (side: 'buy' | 'sell', price: number, other: Partial<RestingOrder> = {}): Given => ({
  side,
  kind: 'stop-market',
  purpose: 'stop',
  stopPrice: money(price),
  ...other,
});
const limit = (side: 'buy' | 'sell', price: number, other: Partial<RestingOrder> = {}): Given => ({
  side,
  kind: 'limit',
  purpose: 'target',
  limitPrice: money(price),
  ...other,
});
const stopLimit = (side: 'buy' | 'sell', stopPrice: number, limitPrice: number): Given => ({
  ...limit(side, limitPrice),
  kind: 'stop-limit',
  stopPrice: money(stopPrice),
});

const match = (working: WorkingOrders, b: Bar, position = 0, venue: PaperVenue = FREE) =>
  matchBar(working, b, money(position), venue);
const fillsOf = ({ executed }: Matched) =>
  executed.map(({ order: { purpose }, fill }) => [purpose, fill.price.toNumber(), fill.quantity.toNumber()]);

const BRACKET = { stopDistance: money(0.02), targets: [{ distance: money(0.03), share: money(1) }] };

describe('one order and one bar', () => {
  it.each([
    ['a market order fills at the open', { side: 'buy', kind: 'market' }, bar(100, 110, 90, 105), 100],
    ['a sell stop fills at its price when it is touched', stop('sell', 95), bar(100, 101, 95, 99), 95],
    ['a buy stop fills at its price when it is touched', stop('buy', 105), bar(100, 105, 99, 99), 105],
    ['a sell stop that the open has passed fills at the open', stop('sell', 95), bar(90, 99, 89, 98), 90],
    ['a buy stop that the open has passed fills at the open', stop('buy', 105), bar(108, 109, 100, 101), 108],
    ['a buy limit that is only touched does not fill', limit('buy', 95), bar(100, 101, 95, 99), null],
    ['a buy limit that is traded through fills at the limit', limit('buy', 95), bar(100, 101, 94.99, 99), 95],
    ['a sell limit that is only touched does not fill', limit('sell', 105), bar(100, 105, 99, 99), null],
    ['a sell limit that is traded through fills at the limit', limit('sell', 105), bar(100, 105.01, 99, 99), 105],
    ['a buy limit fills at an open that is better', limit('buy', 95), bar(90, 99, 89, 98), 90],
    ['a sell limit fills at an open that is better', limit('sell', 105), bar(108, 109, 100, 101), 108],
    ['a stop-limit fills where its stop is touched', stopLimit('sell', 95, 94), bar(100, 101, 95, 99), 95],
    [
      'a stop-limit whose gap ended above its limit fills at the open',
      stopLimit('sell', 95, 94),
      bar(94.5, 96, 94, 95),
      94.5,
    ],
    ['a stop-limit that was gapped over waits for its limit', stopLimit('sell', 95, 94), bar(90, 94.5, 89, 92), 94],
    [
      'a stop-limit that was gapped over and not regained does not fill',
      stopLimit('sell', 95, 94),
      bar(90, 93, 89, 92),
      null,
    ],
  ] as const)('%s', (_, given, b, price) => {
    expect(fillsOf(match(resting(given), b)).map(([, at]) => at)).toEqual(price === null ? [] : [price]);
  });

  it('makes a stop-limit order a limit order once its stop was touched', () => {
    const { working } = match(resting(stopLimit('sell', 95, 94)), bar(90, 93, 89, 92));
    expect(fillsOf(match(working, bar(92, 97, 91, 96)))).toEqual([['target', 94, 1]]);
  });

  it('leaves orders alone that the bar does not touch', () => {
    const working = resting(stop('sell', 95), limit('sell', 105));
    expect(match(working, bar(100, 104, 96, 99)).working).toBe(working);
  });
});

describe('stop and target in one bar', () => {
  const entered = () => resting({ side: 'buy', kind: 'market', bracket: BRACKET });

  it('stops before the target, on the entry bar too, and cancels the other', () => {
    const matched = match(entered(), bar(100, 104, 97, 103));
    expect(fillsOf(matched)).toEqual([
      ['entry', 100, 1],
      ['stop', 98, 1],
    ]);
    expect(matched.working.orders).toEqual([]);
  });

  it('stops before every rung of a ladder', () => {
    const rungs = [0.01, 0.02].map((distance) => ({ distance: money(distance), share: money(0.5) }));
    const working = resting({ side: 'buy', kind: 'market', bracket: { ...BRACKET, targets: rungs } });
    expect(fillsOf(match(working, bar(100, 110, 97, 103))).map(([purpose]) => purpose)).toEqual(['entry', 'stop']);
  });

  it('takes the rungs nearest first and leaves the stop what is left', () => {
    const rungs = [0.02, 0.01].map((distance) => ({ distance: money(distance), share: money(0.5) }));
    const first = match(
      resting({ side: 'buy', kind: 'market', bracket: { ...BRACKET, targets: rungs } }),
      bar(100, 101.5, 99, 101),
    );
    expect(fillsOf(first).slice(1)).toEqual([['target', 101, 0.5]]);
    const second = match(first.working, bar(101, 101, 97, 97.5), 0.5);
    expect(fillsOf(second)).toEqual([['stop', 98, 0.5]]);
    expect(second.positionBase.toFixed()).toBe('0');
  });

  it('sells on a signal at the open before the stop that the open has passed, and only once', () => {
    const { working } = match(entered(), bar(100, 101, 99, 100));
    const leaving = placed(working, one({ side: 'sell', kind: 'market', purpose: 'signal', reduceOnly: true }));
    expect(fillsOf(match(leaving, bar(95, 96, 94, 95), 1))).toEqual([['signal', 95, 1]]);
  });

  it('gives a gap over the target the open', () => {
    const { working } = match(entered(), bar(100, 101, 99, 100));
    expect(fillsOf(match(working, bar(106, 107, 105, 106), 1))).toEqual([['target', 106, 1]]);
  });

  it('believes a limit entry its stop in the same bar, and its target only when the bar closed beyond', () => {
    const limitEntry = (b: Bar) => fillsOf(match(resting(limit('buy', 98, { purpose: 'entry', bracket: BRACKET })), b));
    expect(limitEntry(bar(100, 104, 97, 99)).map(([purpose]) => purpose)).toEqual(['entry']);
    expect(limitEntry(bar(100, 104, 97, 103)).map(([purpose]) => purpose)).toEqual(['entry', 'target']);
    expect(limitEntry(bar(100, 104, 96, 103)).map(([purpose]) => purpose)).toEqual(['entry', 'stop']);
  });

  it('mirrors all of it for a short', () => {
    const short = () => resting({ side: 'sell', kind: 'market', bracket: BRACKET });
    expect(fillsOf(match(short(), bar(100, 103, 96, 97)))).toEqual([
      ['entry', 100, 1],
      ['stop', 102, 1],
    ]);
    expect(fillsOf(match(short(), bar(100, 101, 96, 97)))).toEqual([
      ['entry', 100, 1],
      ['target', 97, 1],
    ]);
  });
});

describe('orders that share a quantity', () => {
  it('cancel each other when one of them fills, and lose what it fills of them', () => {
    const group = { name: 'either', left: money(2) };
    const pair = () =>
      resting(limit('buy', 95, { group, amount: base(2) }), stop('buy', 105, { group, amount: base(2) }));
    expect(match(pair(), bar(100, 106, 99, 105)).working.orders).toEqual([]);
    const partly = match(pair(), bar(100, 106, 99, 105, 10), 0, { ...FREE, participation: money(0.1) });
    expect(partly.working.orders.map(({ order: { amount } }) => amount)).toEqual([base(1), base(1)]);
  });

  it('are those of their own entry: a target of one takes no stop of another', () => {
    const first = match(resting({ side: 'buy', kind: 'market', bracket: BRACKET }), bar(100, 101, 99, 100));
    const again = placed(first.working, one({ side: 'buy', kind: 'market', bracket: BRACKET }));
    const both = match(again, bar(101, 102, 100, 101), 1);
    const target = match(both.working, bar(101, 103.5, 100, 103), 2);
    expect(fillsOf(target)).toEqual([['target', 103, 1]]);
    expect(target.working.orders.map(({ order: { purpose }, stop: at }) => [purpose, at])).toEqual([
      ['stop', 98.98],
      ['target', Number.NaN],
    ]);
  });
});

describe('costs and sizes', () => {
  it('who takes pays half the spread and the slippage, who rests does not', () => {
    const venue = spotVenue({ spread: money(0.002), slippage: money(0.001), takerFee: ZERO, makerFee: ZERO });
    const priceOf = (given: Given, b: Bar) => fillsOf(match(resting(given), b, 0, venue))[0][1];
    expect(priceOf({ side: 'buy', kind: 'market' }, bar(100, 101, 99, 100))).toBe(100.2);
    expect(priceOf(stop('sell', 95), bar(100, 101, 94, 96))).toBe(94.81);
    expect(priceOf(limit('sell', 105), bar(100, 106, 99, 100))).toBe(105);
    expect(priceOf(stopLimit('sell', 95, 94.9), bar(100, 101, 94, 96))).toBe(94.9);
  });

  it('an order over cash spends no more than there is, fee included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (cents, price) => {
        const spend = money(cents).div(100);
        const working = resting({ side: 'buy', kind: 'market', amount: { unit: 'quote', spend } });
        const { executed } = match(working, bar(price / 8, price / 8, price / 8, price / 8), 0, spotVenue());
        for (const { fill } of executed) {
          const spent = fill.quantity.times(fill.price).plus(fill.fee.amount);
          expect(spent.lessThanOrEqualTo(spend)).toBe(true);
          const step = money(1e-8).times(fill.price).times(1.001);
          expect(spend.minus(spent).lessThan(step)).toBe(true);
        }
      }),
    );
  });

  it('a fee in base leaves a stop for what is left (INCIDENTS O11)', () => {
    const venue = spotVenue({ buyFeeIn: 'base' });
    const { positionBase, working } = match(
      resting({ side: 'buy', kind: 'market', bracket: BRACKET }),
      bar(100, 101, 99, 100),
      0,
      venue,
    );
    expect(positionBase.toFixed()).toBe('0.999');
    expect(working.orders.map(({ order: { amount } }) => amount.unit === 'base' && amount.quantity.toNumber())).toEqual(
      [0.999, 0.999],
    );
  });

  it('puts stop and target on the grid of the venue, away from the entry', () => {
    const venue = { ...FREE, priceStep: money(0.05) };
    const pricesOf = (side: 'buy' | 'sell') => {
      const { working } = match(
        resting({ side, kind: 'market', bracket: BRACKET }),
        bar(33.33, 33.4, 33.3, 33.35),
        0,
        venue,
      );
      return working.orders.map(({ stop: at, limit: to }) => (Number.isNaN(at) ? to : at));
    };
    expect(pricesOf('buy')).toEqual([32.65, 34.35]);
    expect(pricesOf('sell')).toEqual([34, 32.3]);
  });

  it('takes of a bar no more than its share of the volume, and the rest from the next', () => {
    const venue = { ...FREE, participation: money(0.1) };
    const first = match(
      resting({ side: 'buy', kind: 'market', amount: base(5) }),
      bar(100, 101, 99, 100, 30),
      0,
      venue,
    );
    expect(fillsOf(first)).toEqual([['entry', 100, 3]]);
    expect(fillsOf(match(first.working, bar(102, 103, 101, 102, 30), 3, venue))).toEqual([['entry', 102, 2]]);
  });
});

describe('protective orders (INCIDENTS O10)', () => {
  const anyBar = fc
    .array(fc.integer({ min: 80, max: 120 }), { minLength: 4, maxLength: 4 })
    .map(([open, close, x, y]) => bar(open, Math.max(open, close, x, y), Math.min(open, close, x, y), close, 10));

  it('never sell more than the position, and agree with the books, whatever the bars, the ladder and the partial fills', () => {
    fc.assert(
      fc.property(
        fc.array(anyBar, { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(null, 0.05, 0.3),
        fc.constantFrom('buy' as const, 'sell' as const),
        fc.constantFrom('base' as const, 'quote' as const),
        (bars, rungs, participation, side, buyFeeIn) => {
          const venue = {
            ...spotVenue({ buyFeeIn }),
            participation: participation === null ? null : money(participation),
          };
          const targets = rungs.map((percent) => ({
            distance: money(percent / 100),
            share: money(1).div(rungs.length),
          }));
          let state: Matched = {
            executed: [],
            working: resting({ side, kind: 'market', amount: base(2), bracket: { ...BRACKET, targets } }),
            positionBase: ZERO,
            unpaid: [],
          };
          let book = openBook('BTC/USDT', money(1_000));
          for (const each of bars) {
            state = matchBar(state.working, each, state.positionBase, venue);
            for (const { fill } of state.executed) book = applyFill(book, fill).book;
            expect(book.positionBase.toFixed()).toBe(state.positionBase.toFixed());
            expect(brokenInvariant(book)).toBeNull();
            const wrongSide = side === 'buy' ? state.positionBase.isNegative() : state.positionBase.isPositive();
            expect(wrongSide && !state.positionBase.isZero()).toBe(false);
            for (const { order: left } of state.working.orders) {
              if (left.reduceOnly && left.amount.unit === 'base') {
                expect(left.amount.quantity.lessThanOrEqualTo(state.positionBase.abs())).toBe(true);
              }
            }
          }
        },
      ),
    );
  });
});

describe('liquidation', () => {
  it('ends a borrowed position where its margin is used up, a gap at the open', () => {
    const entry = match(resting({ side: 'buy', kind: 'market', amount: base(300) }), bar(100, 101, 99, 100))
      .executed[0];
    const { book } = applyFill(openBook('BTC/USDT', money(10_000)), entry.fill);
    const liquidation = liquidationOrder(book, money(0.005))!;
    const price = liquidation.stopPrice!.toNumber();
    expect(price).toBeCloseTo(20_000 / (300 * 0.995), 7);
    const working = placed(NO_ORDERS, liquidation);
    expect(fillsOf(match(working, bar(80, 81, 60, 70), 300))[0]).toEqual(['liquidation', price, 300]);
    expect(fillsOf(match(working, bar(60, 61, 50, 55), 300))[0]).toEqual(['liquidation', 60, 300]);
  });
});
