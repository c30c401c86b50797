import type { Decimal } from 'decimal.js';
import type { AccountBook } from './book.ts';
import { exact, type Price } from './money.ts';

/** The book after a settlement of a perpetual: a long position pays `rate` of its value at the mark, a short one receives it. */
export function applyFunding(book: AccountBook, rate: Decimal, mark: Price): AccountBook {
  const paid = book.positionBase.times(mark).times(exact(rate));
  return {
    ...book,
    cashQuote: book.cashQuote.minus(paid),
    fundingPaidQuote: book.fundingPaidQuote.plus(paid),
  };
}
