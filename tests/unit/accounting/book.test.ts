import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFill } from '../../../domain/accounting/apply-fill.ts';
import {
  type AccountBook,
  brokenInvariant,
  equityAt,
  openBook,
  unrealisedAt,
} from '../../../domain/accounting/book.ts';
import { applyFunding, settleFunding } from '../../../domain/accounting/funding.ts';
import { liquidationPrice } from '../../../domain/accounting/liquidation.ts';
import type { ClosedLot } from '../../../domain/accounting/lots.ts';
import { Money } from '../../../domain/accounting/money.ts';
import { type AnyFill, buy, decimal, fillOf, fills, sell } from './fills.ts';

const START = new Money(10_000);
const EMPTY = openBook('BTC/USDT', START);

function booked(given: readonly AnyFill[]): { books: AccountBook[]; closed: ClosedLot[] } {
  const closed: ClosedLot[] = [];
  let book = EMPTY;
  const books = given.map((fill, i) => {
    const after = applyFill(book, fillOf(fill, i));
    closed.push(...after.closed);
    book = after.book;
    return book;
  });
  return { books, closed };
}

/** Position, cash and costs straight from the fills, without lots. */
function recomputed(given: readonly AnyFill[]) {
  let [position, cash, elsewhere] = [new Money(0), START, new Money(0)];
  given.map(fillOf).forEach(({ side, quantity, price, fee }) => {
    const signed = side === 'buy' ? quantity : quantity.negated();
    position = position.plus(signed).minus(fee.asset === 'BTC' ? fee.amount : 0);
    cash = cash.minus(signed.times(price)).minus(fee.asset === 'USDT' ? fee.amount : 0);
    if (fee.priceQuote !== null) elsewhere = elsewhere.plus(fee.amount.times(fee.priceQuote));
  });
  return { position, equity: (mark: number) => cash.plus(position.times(mark)).minus(elsewhere) };
}

describe('a book of fills', () => {
  it('has the position and the equity that its fills add up to, after every one of them, whatever pays the fee', () => {
    fc.assert(
      fc.property(fills, fc.integer({ min: 1, max: 100_000 }), (given, mark) => {
        booked(given).books.forEach((book, i) => {
          const straight = recomputed(given.slice(0, i + 1));
          expect(brokenInvariant(book)).toBeNull();
          expect(book.positionBase.toFixed()).toBe(straight.position.toFixed());
          expect(equityAt(book, new Money(mark)).toFixed()).toBe(straight.equity(mark).toFixed());
        });
      }),
    );
  });

  it('splits its equity into start, realised, unrealised and costs without a rest', () => {
    fc.assert(
      fc.property(fills, fc.integer({ min: 1, max: 100_000 }), (given, price) => {
        const mark = new Money(price);
        for (const book of booked(given).books) {
          const parts = START.plus(book.realisedQuote).plus(unrealisedAt(book, mark)).minus(book.feesQuote);
          expect(parts.toFixed()).toBe(equityAt(book, mark).toFixed());
        }
      }),
    );
  });

  it('conserves fees: those of closed trades and of open lots are those that were paid', () => {
    fc.assert(
      fc.property(fills, (given) => {
        const { books, closed } = booked(given);
        const book = books[books.length - 1];
        const ofTrades = closed.reduce((sum, { feesQuote }) => sum.plus(feesQuote), new Money(0));
        const ofLots = book.lots.reduce((sum, { feeQuote }) => sum.plus(feeQuote), new Money(0));
        expect(ofTrades.plus(ofLots).toFixed()).toBe(book.feesQuote.toFixed());
      }),
    );
  });

  it('comes out the same for the same units bought in one fill or in many', () => {
    const whole = booked([buy(3, 100, 0.3), sell(3, 110, 0.33)]);
    const parts = booked([buy(1, 100, 0.1), buy(2, 100, 0.2), sell(0.5, 110, 0.055), sell(2.5, 110, 0.275)]);
    const last = (books: readonly AccountBook[]) => books[books.length - 1];
    expect(last(parts.books).cashQuote.toFixed()).toBe(last(whole.books).cashQuote.toFixed());
    expect(last(parts.books).realisedQuote.toFixed()).toBe('30');
  });

  it('closes the oldest units first', () => {
    const { closed } = booked([buy(1, 100), buy(1, 200), sell(1.5, 300)]);
    expect(closed.map(({ entryPrice, quantity, pnlQuote }) => [entryPrice, quantity, pnlQuote].map(decimal))).toEqual([
      ['100', '1', '200'],
      ['200', '0.5', '50'],
    ]);
  });

  it('goes from long to short in one fill, and earns when the price falls', () => {
    const { books, closed } = booked([buy(1, 100), sell(3, 120), buy(2, 90)]);
    expect(books[1].positionBase.toFixed()).toBe('-2');
    expect(closed.map(({ side, pnlQuote }) => [side, decimal(pnlQuote)])).toEqual([
      ['LONG', '20'],
      ['SHORT', '60'],
    ]);
    expect(books[2].cashQuote.toFixed()).toBe('10080');
  });

  it('refuses a fill of nothing, and a fee in a coin whose price nobody gives', () => {
    expect(() => booked([buy(0, 100)])).toThrow(/above 0/);
    const unpriced = { ...fillOf(buy(1, 100), 0), fee: { amount: new Money(1), asset: 'BNB', priceQuote: null } };
    expect(() => applyFill(EMPTY, unpriced)).toThrow(/BNB/);
  });
});

describe('funding', () => {
  it('is paid by the long and received by the short', () => {
    const mark = new Money(200);
    const rate = new Money('0.0001');
    const [long] = booked([buy(5, 100)]).books;
    const [short] = booked([sell(5, 100)]).books;
    expect(applyFunding(long, rate, mark).cashQuote.toFixed()).toBe('9499.9');
    expect(applyFunding(short, rate, mark).cashQuote.toFixed()).toBe('10500.1');
    expect(brokenInvariant(applyFunding(short, rate, mark))).toBeNull();
  });
});

describe('settlements at 00, 08 and 16 UTC', () => {
  const at = (time: string) => Date.parse(`2023-06-01T${time}Z`);
  const paidBetween = (from: string, to: string) =>
    settleFunding(
      booked([buy(5, 100)]).books[0],
      { from: at(from), to: at(to) },
      new Money('0.0001'),
      new Money(200),
    ).fundingPaidQuote.toNumber();

  it('are paid once each, by who held before them', () => {
    expect(paidBetween('08:00', '09:00')).toBe(0);
    expect(paidBetween('07:00', '08:00')).toBe(0.1);
    expect(paidBetween('07:59', '16:00')).toBe(0.2);
  });
});

describe('the liquidation price', () => {
  const margin = new Money('0.005');

  it('leaves exactly the maintenance margin', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 150, max: 1000 }), (long, quantity) => {
        const [book] = booked([long ? buy(quantity, 100) : sell(quantity, 100)]).books;
        const price = liquidationPrice(book, margin)!;
        const needed = book.positionBase.abs().times(price).times(margin);
        expect(equityAt(book, price).minus(needed).abs().toNumber()).toBeLessThan(1e-30);
        expect(price.lessThan(100)).toBe(long);
      }),
    );
  });

  it('does not exist where nothing is borrowed or held', () => {
    expect(liquidationPrice(EMPTY, margin)).toBeNull();
    expect(liquidationPrice(booked([buy(50, 100)]).books[0], margin)).toBeNull();
  });
});
