import type { Decimal } from 'decimal.js';
import { settlementsBetween } from '../market/funding-times.ts';
import type { EpochMs } from '../market/candles.ts';
import type { AccountBook } from './book.ts';
import { exact, type Price, type QuoteAmount } from './money.ts';

/** The book after a settlement of a perpetual: a long position pays `rate` of its value at the mark, a short one receives it. */
export function applyFunding(book: AccountBook, rate: Decimal, mark: Price): AccountBook {
  return bookFunding(book, fundingOf(book, rate, mark));
}

/** What a settlement takes from the book; negative: what it brings. */
export function fundingOf(
  { positionBase }: Pick<AccountBook, 'positionBase'>,
  rate: Decimal,
  mark: Price,
): QuoteAmount {
  return positionBase.times(mark).times(exact(rate));
}

/** The book after it paid what the venue says a settlement took; negative: received. */
export function bookFunding(book: AccountBook, paidQuote: QuoteAmount): AccountBook {
  return {
    ...book,
    cashQuote: book.cashQuote.minus(paidQuote),
    fundingPaidQuote: book.fundingPaidQuote.plus(paidQuote),
  };
}

/** The book after every settlement after `from` and up to `to`, all at one rate and mark: one bar of a perpetual. */
export function settleFunding(
  book: AccountBook,
  span: { readonly from: EpochMs; readonly to: EpochMs },
  rate: Decimal,
  mark: Price,
): AccountBook {
  let settled = book;
  for (let left = settlementsBetween(span.from, span.to); left > 0; left--) settled = applyFunding(settled, rate, mark);
  return settled;
}
