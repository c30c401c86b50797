/**
 * Exact decimals of the ledger. Sixty digits hold every sum and product of prices, quantities and fees that a venue can
 * express; only shares of a fee are rounded, and there the rest stays with the last part.
 */
import { Decimal } from 'decimal.js';

export const Money = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -60, toExpPos: 60 });

/** Units of the base asset. */
export type BaseQuantity = Decimal;
/** Units of the quote asset. */
export type QuoteAmount = Decimal;
/** Quote units per unit of the base asset. */
export type Price = Decimal;

export const ZERO = new Money(0);

/** A decimal from anywhere as one that keeps all its digits in what follows. */
export function exact(value: Decimal): Decimal {
  return value.constructor === Money ? value : new Money(value);
}

const SHARE_DECIMALS = 18;

/** The part of a whole that falls on `part` of `total`, rounded to 18 decimals; the whole where they are equal. */
export function shareOf(whole: Decimal, part: Decimal, total: Decimal): Decimal {
  if (part.equals(total) || whole.isZero()) return whole;
  return whole.times(part).div(total).toDecimalPlaces(SHARE_DECIMALS);
}
