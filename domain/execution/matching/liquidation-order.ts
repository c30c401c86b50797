import type { Decimal } from 'decimal.js';
import type { AccountBook } from '../../accounting/book.ts';
import { liquidationPrice } from '../../accounting/liquidation.ts';
import { order, type RestingOrder } from './order.ts';

/** What the venue does when the margin is used up, as a stop on the whole position; null where nothing is borrowed. */
export function liquidationOrder(book: AccountBook, maintenanceMargin: Decimal): RestingOrder | null {
  const stopPrice = liquidationPrice(book, maintenanceMargin);
  if (stopPrice === null) return null;
  return order({
    orderId: 'liquidation',
    side: book.positionBase.isNegative() ? 'buy' : 'sell',
    kind: 'stop-market',
    purpose: 'liquidation',
    amount: { unit: 'base', quantity: book.positionBase.abs() },
    stopPrice,
    reduceOnly: true,
  });
}
