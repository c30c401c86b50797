import type { Decimal } from 'decimal.js';
import type { AccountBook } from '../../accounting/book.ts';
import { Money } from '../../accounting/money.ts';
import { liquidationPrice } from '../../accounting/liquidation.ts';
import { order, type RestingOrder } from './order.ts';

/** Its fills fill no order of the account's. */
export const LIQUIDATION = 'liquidation';

/** Rounded to the near side: what is booked at a price must be exact, and a quotient is not. */
const DECIMALS = 8;

/** What the venue does when the margin is used up, as a stop on the whole position; null where nothing is borrowed. */
export function liquidationOrder(book: AccountBook, maintenanceMargin: Decimal): RestingOrder | null {
  const exactPrice = liquidationPrice(book, maintenanceMargin);
  if (exactPrice === null) return null;
  const isShort = book.positionBase.isNegative();
  const stopPrice = exactPrice.toDecimalPlaces(DECIMALS, isShort ? Money.ROUND_DOWN : Money.ROUND_UP);
  return order({
    orderId: LIQUIDATION,
    side: isShort ? 'buy' : 'sell',
    kind: 'stop-market',
    purpose: 'liquidation',
    amount: { unit: 'base', quantity: book.positionBase.abs() },
    stopPrice,
    reduceOnly: true,
  });
}
