import type { AccountBook } from './book.ts';
import { type Fill, movementOf } from './fill.ts';
import { type ClosedLot, closeLots } from './lots.ts';
import { type BaseQuantity, exact, Money, shareOf, ZERO } from './money.ts';

export interface Booked {
  readonly book: AccountBook;
  /** What the fill closed, oldest first. */
  readonly closed: readonly ClosedLot[];
}

/**
 * The book after a fill. Units on the other side of the position close lots, first in first out; what is more than the
 * position opens one on its own side. Each fill once: whoever reads fills from a venue tells them apart by `tradeId`.
 *
 * @example applyFill(openBook('BTC/USDT', new Money(10_000)), fill).book.positionBase
 */
export function applyFill(book: AccountBook, fill: Fill): Booked {
  const movement = movementOf(fill, book);
  const { quantity, feeQuote } = movement;
  const price = exact(fill.price);
  const position = book.positionBase.plus(quantity);
  const closing = closedBy(book.positionBase, quantity);
  const opening = quantity.abs().minus(closing);
  const closingFee = shareOf(feeQuote, closing, quantity.abs());
  const side = book.positionBase.isNegative() ? 'SHORT' : 'LONG';
  const { lots, closed } = closing.isZero()
    ? { lots: book.lots, closed: [] }
    : closeLots(book.lots, { side, quantity: closing, price, time: fill.time, feeQuote: closingFee });
  const opened = { quantity: opening, price, time: fill.time, feeQuote: feeQuote.minus(closingFee) };
  const realised = closed.reduce((sum, lot) => sum.plus(lot.pnlQuote).plus(lot.feesQuote), ZERO);
  const { asset, amount } = fill.fee;
  return {
    book: {
      ...book,
      cashQuote: book.cashQuote.plus(movement.cashQuote),
      positionBase: position,
      lots: opening.isZero() ? lots : [...lots, opened],
      realisedQuote: book.realisedQuote.plus(realised),
      feesQuote: book.feesQuote.plus(feeQuote),
      feesElsewhereQuote: book.feesElsewhereQuote.plus(movement.feeElsewhereQuote),
      feesByAsset: { ...book.feesByAsset, [asset]: (book.feesByAsset[asset] ?? ZERO).plus(amount) },
    },
    closed,
  };
}

/** How much of a change goes against the position; positive. */
function closedBy(position: BaseQuantity, change: BaseQuantity): BaseQuantity {
  if (position.isZero() || position.isNegative() === change.isNegative()) return ZERO;
  return Money.min(position.abs(), change.abs());
}
