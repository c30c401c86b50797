import type { Decimal } from 'decimal.js';
import { settlementsBetween } from '../market/funding-times.ts';
import type { EpochMs } from '../market/candles.ts';
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
