import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import { type Book, matchBook } from '../../../domain/execution/matching/match-book.ts';
import { order, type RestingOrder } from '../../../domain/execution/matching/order.ts';
import { working, workingOrders } from '../../../domain/execution/matching/working-orders.ts';
import { spotVenue } from '../backtest/venue.ts';

const levels = (...pairs: [number, number][]) =>
  pairs.map(([price, quantity]) => ({ price: new Money(price), quantity: new Money(quantity) }));
const BOOK: Book = { time: 5, bids: levels([99, 1], [98, 2]), asks: levels([101, 1], [102, 2]) };
const base = (quantity: number) => ({ unit: 'base', quantity: new Money(quantity) }) as const;
const buy = (quantity: number, other: Partial<RestingOrder> = {}) =>
  order({ orderId: 'buy', side: 'buy', kind: 'market', purpose: 'entry', amount: base(quantity), ...other });
const stop = (stopPrice: number, quantity: number) =>
  order({
    orderId: 'stop',
    side: 'sell',
    kind: 'stop-market',
    purpose: 'stop',
    amount: base(quantity),
    stopPrice: new Money(stopPrice),
  });
const match = (orders: RestingOrder[], position = 0, venue = spotVenue()) =>
  matchBook(workingOrders(orders.map(working)), BOOK, new Money(position), venue);
const paying = (cash: number | string, orders: RestingOrder[], venue = spotVenue()) =>
  matchBook(workingOrders(orders.map(working)), BOOK, ZERO, venue, { cashQuote: new Money(cash) });
const told = ({ executed }: ReturnType<typeof match>) =>
  executed.map(({ fill }) => `${fill.orderId} ${fill.quantity.toFixed()} at ${fill.price.toFixed()}`);

describe('matching on a book', () => {
  it('takes level after level, and leaves the order what it did not find', () => {
    expect(told(match([buy(2)]))).toEqual(['buy 1 at 101', 'buy 1 at 102']);
    const { executed, working: left } = match([buy(5)]);
    expect(executed).toHaveLength(2);
    expect(left.orders[0].order.amount).toMatchObject({ unit: 'base', quantity: new Money(2) });
  });

  it('gives nobody what another has taken', () => {
    const [one, two] = [buy(1), buy(1, { orderId: 'second' })];
    expect(told(match([one, two]))).toEqual(['buy 1 at 101', 'second 1 at 102']);
  });

  it('triggers a stop by the side that it would take, and before everything else', () => {
    expect(told(match([stop(98.5, 1)], 1))).toEqual([]);
    expect(told(match([order({ ...buy(1), orderId: 'exit', side: 'sell' }), stop(99, 1)], 2))).toEqual([
      'stop 1 at 99',
      'exit 1 at 98',
    ]);
  });

  it('pays no level beyond a limit, and ends what only reduces with the position', () => {
    expect(told(match([buy(3, { kind: 'limit', limitPrice: new Money(101) })]))).toEqual(['buy 1 at 101']);
    const reducing = { ...stop(99, 3), reduceOnly: true };
    const { executed, working: left } = match([reducing], 1);
    expect(executed.map(({ fill }) => fill.quantity.toFixed())).toEqual(['1']);
    expect(left.orders).toEqual([]);
  });

  it.each([
    ['all of it, to the last unit', '203.203', ['buy 1 at 101', 'buy 1 at 102'], []],
    ['as far into the book as cash and fee go', '203.202', ['buy 1 at 101', 'buy 0.999 at 102'], ['buy']],
    ['not beyond a level that cash just pays for', '101.101', ['buy 1 at 101'], ['buy']],
    ['less than a level', '50', ['buy 0.494 at 101'], ['buy']],
    ['nothing below a step', '0.1', [], ['buy']],
    ['nothing from nothing', 0, [], ['buy']],
  ])('pays on spot for %s, and the rest ends', (_, cash, fills, unpaid) => {
    const matched = paying(cash, [buy(2)], spotVenue({ quantityStep: new Money('0.001') }));
    expect(told(matched)).toEqual(fills);
    expect(matched.unpaid).toEqual(unpaid);
    expect(matched.working.orders).toEqual([]);
  });

  it('spends what a sale brought, and nothing that is kept for another order', () => {
    const sold = order({ ...buy(1), orderId: 'sold', side: 'sell' });
    expect(told(paying(0, [sold, buy(1)]))).toEqual(['sold 1 at 99', 'buy 0.97823958 at 101']);
    const kept = { orderId: 'kept', reservedPrice: new Money('102.102') };
    const matched = paying('203.203', [buy(2), buy(1, kept)]);
    expect(told(matched)).toEqual(['buy 1 at 101', 'kept 1 at 102']);
    expect(matched.unpaid).toEqual(['buy']);
  });

  it('asks for the fee where it is paid: in the coin itself, or in a third one', () => {
    expect(told(paying(101, [buy(2)], spotVenue({ buyFeeIn: 'base' })))).toEqual(['buy 1 at 101']);
    const feeCoin = { asset: 'BNB', priceQuote: new Money(500) };
    expect(told(paying(101, [buy(2)], spotVenue({ feeCoin })))).toEqual(['buy 1 at 101']);
  });

  it('adds the slippage and takes the fee from a third coin where there is one', () => {
    const feeCoin = { asset: 'BNB', priceQuote: new Money(500) };
    const [{ fill }] = match([buy(1)], 0, spotVenue({ slippage: new Money('0.01'), feeCoin })).executed;
    expect(fill.price.toFixed()).toBe('102.01');
    expect(fill.fee).toMatchObject({ asset: 'BNB', amount: new Money('0.00020402') });
  });

  it('moves exactly what it fills, whatever is asked (property)', () => {
    const asked = fc.record({ sell: fc.boolean(), units: fc.integer({ min: 1, max: 600 }), reduce: fc.boolean() });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 6 }), fc.integer({ min: -300, max: 300 }), (all, position) => {
        const orders = all.map(({ sell, units, reduce }, i) =>
          buy(units / 100, { orderId: `o${i}`, side: sell ? 'sell' : 'buy', reduceOnly: reduce }),
        );
        const { executed, positionBase } = match(orders, position / 100);
        const moved = executed.reduce(
          (sum, { fill }) => sum.plus(fill.side === 'buy' ? fill.quantity : fill.quantity.negated()),
          new Money(position).div(100),
        );
        expect(moved.equals(positionBase)).toBe(true);
        for (const side of ['buy', 'sell'] as const) {
          const taken = executed
            .filter(({ fill }) => fill.side === side)
            .reduce((sum, { fill }) => sum.plus(fill.quantity), ZERO);
          expect(taken.lessThanOrEqualTo(3)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
