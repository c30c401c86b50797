import { type AccountBook, equityAt } from '../accounting/book.ts';
import { Money, type Price } from '../accounting/money.ts';
import { floorToStep, type MarketSteps } from '../accounting/steps.ts';
import { type Bracket, order, type RestingOrder } from '../execution/matching/order.ts';
import type { Wish } from './strategy.ts';

/**
 * The market order that brings the account from what it holds to what is wished, reckoned at the last close; null where
 * it would be nothing. All in spends all cash, so that what is bought is decided by the price it is bought at.
 *
 * @example orderFor({ exposure: 0, stopDistance: null, targetDistance: null }, book, close, steps, 'x1') // sells everything
 */
export function orderFor(
  wish: Wish,
  book: AccountBook,
  close: Price,
  { quantityStep }: Pick<MarketSteps, 'quantityStep'>,
  orderId: string,
): RestingOrder | null {
  const missing = equityAt(book, close).times(wish.exposure).minus(book.positionBase.times(close));
  if (wish.exposure > 0 && missing.greaterThan(0)) {
    const spend = wish.exposure >= 1 ? book.cashQuote : Money.min(missing, book.cashQuote);
    if (!spend.greaterThan(0)) return null;
    return order({
      orderId,
      side: 'buy',
      kind: 'market',
      purpose: 'entry',
      amount: { unit: 'quote', spend },
      bracket: bracketOf(wish),
    });
  }
  const surplus = wish.exposure <= 0 ? book.positionBase : floorToStep(missing.negated().div(close), quantityStep);
  if (!surplus.greaterThan(0)) return null;
  return order({
    orderId,
    side: 'sell',
    kind: 'market',
    purpose: 'signal',
    amount: { unit: 'base', quantity: surplus },
    reduceOnly: true,
  });
}

function bracketOf({ stopDistance, targetDistance }: Wish): Bracket | null {
  if (stopDistance === null && targetDistance === null) return null;
  return {
    stopDistance: stopDistance === null ? null : new Money(stopDistance),
    targets: targetDistance === null ? [] : [{ distance: new Money(targetDistance), share: new Money(1) }],
  };
}
