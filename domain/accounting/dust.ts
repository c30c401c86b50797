import type { EpochMs } from '../market/candles.ts';
import { type AccountBook, positionCost } from './book.ts';
import { type Price, ZERO } from './money.ts';
import { type MarketSteps, sellable } from './steps.ts';

/**
 * The book without what the venue would not let go of: where the position, floored to the venue's step, is below its
 * minima at `price`, it moves to the dust ledger, its cost is realised as a loss, and the account is flat (INCIDENTS O12).
 * Any other book comes back as it is. The remainder below one step of a larger position stays with it.
 */
export function sweepDust(book: AccountBook, steps: MarketSteps, price: Price, time: EpochMs): AccountBook {
  if (book.positionBase.isZero() || !sellable(book.positionBase.abs(), price, steps).isZero()) return book;
  const costQuote = positionCost(book);
  return {
    ...book,
    positionBase: ZERO,
    lots: [],
    realisedQuote: book.realisedQuote.minus(costQuote),
    dust: [...book.dust, { quantity: book.positionBase, costQuote, time }],
  };
}
