import { AlmanacError } from '../errors.ts';
import type { EpochMs } from '../market/candles.ts';
import { type BaseQuantity, exact, type Price, type QuoteAmount, ZERO } from './money.ts';
import type { Decimal } from 'decimal.js';

export type Side = 'buy' | 'sell';

export interface Fee {
  /** In units of `asset`; negative for a rebate. */
  readonly amount: Decimal;
  readonly asset: string;
  /** Quote units per unit of `asset`; null where it is the base or the quote asset. */
  readonly priceQuote: Price | null;
}

/** One execution as a venue reports it. */
export interface Fill {
  /** The venue's. */
  readonly tradeId: string;
  readonly orderId: string;
  readonly side: Side;
  readonly quantity: BaseQuantity;
  readonly price: Price;
  readonly fee: Fee;
  readonly time: EpochMs;
  readonly liquidity: 'maker' | 'taker';
}

/** A fill as the ledger sees it: what it moved, and what it cost in quote units. */
export interface Movement {
  /** Change of the position, fees in base included. */
  readonly quantity: BaseQuantity;
  /** Change of the cash balance, fees in quote included. */
  readonly cashQuote: QuoteAmount;
  readonly feeQuote: QuoteAmount;
  /** The part of `feeQuote` that neither balance paid, because it was paid in a third coin. */
  readonly feeElsewhereQuote: QuoteAmount;
}

/**
 * A fee in base is booked as what it is worth at the fill's price: who buys 1 and pays 0.001 of it holds 0.999, for which
 * he paid 0.999 prices and a fee of 0.001 prices (INCIDENTS O11). Throws `input.invalid` for a quantity or price that is
 * not positive, and for a fee in a third coin without its price.
 *
 * @example movementOf(fill, { base: 'BTC', quote: 'USDT' })
 */
export function movementOf(fill: Fill, { base, quote }: { readonly base: string; readonly quote: string }): Movement {
  const quantity = exact(fill.quantity);
  const price = exact(fill.price);
  if (!quantity.isPositive() || quantity.isZero() || !price.isPositive() || price.isZero()) throw impossible(fill);
  const amount = exact(fill.fee.amount);
  const signed = fill.side === 'buy' ? quantity : quantity.negated();
  const paid = signed.times(price).negated();
  switch (fill.fee.asset) {
    case quote:
      return { quantity: signed, cashQuote: paid.minus(amount), feeQuote: amount, feeElsewhereQuote: ZERO };
    case base:
      return {
        quantity: signed.minus(amount),
        cashQuote: paid,
        feeQuote: amount.times(price),
        feeElsewhereQuote: ZERO,
      };
    default: {
      if (fill.fee.priceQuote === null) throw withoutPrice(fill);
      const feeQuote = amount.times(fill.fee.priceQuote);
      return { quantity: signed, cashQuote: paid, feeQuote, feeElsewhereQuote: feeQuote };
    }
  }
}

function impossible({ tradeId, quantity, price }: Fill): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `Fill ${tradeId} cannot be booked: quantity ${quantity.toFixed()} at price ${price.toFixed()}; both must be above 0.`,
    { tradeId, quantity: quantity.toFixed(), price: price.toFixed() },
  );
}

function withoutPrice({ tradeId, fee }: Fill): AlmanacError {
  return new AlmanacError(
    'input.invalid',
    `Fill ${tradeId} cannot be booked: its fee was paid in ${fee.asset}, whose price is not given.`,
    { tradeId, asset: fee.asset },
  );
}
