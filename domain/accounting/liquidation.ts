import type { Decimal } from 'decimal.js';
import { type AccountBook, equityAt } from './book.ts';
import { exact, type Price, ZERO } from './money.ts';

/**
 * The mark price at which equity is down to the maintenance margin, a fraction of the position's value, with the whole
 * account as margin: cash + q·P = m·|q|·P. Null where no price does that: flat, or long without a loan.
 *
 * @example liquidationPrice(book, new Money('0.005'))
 */
export function liquidationPrice(book: AccountBook, maintenanceMargin: Decimal): Price | null {
  if (book.positionBase.isZero()) return null;
  const cash = equityAt(book, ZERO);
  const weight = book.positionBase.abs().times(exact(maintenanceMargin)).minus(book.positionBase);
  const price = cash.div(weight);
  return price.greaterThan(ZERO) ? price : null;
}
