/** First in, first out: which of the units that were opened a closing fill closes, and what that earned. */
import type { EpochMs } from '../market/candles.ts';
import { type BaseQuantity, Money, type Price, type QuoteAmount, shareOf, ZERO } from './money.ts';

/** Units opened by one fill and not closed yet. */
export interface Lot {
  /** Positive, whichever side the position is on. */
  readonly quantity: BaseQuantity;
  readonly price: Price;
  readonly time: EpochMs;
  /** Fee of the opening fill that falls on what is left. */
  readonly feeQuote: QuoteAmount;
}

/** A trade from its entry to its exit: the part of a lot that one fill closed. */
export interface ClosedLot {
  readonly side: 'LONG' | 'SHORT';
  readonly quantity: BaseQuantity;
  readonly entryTime: EpochMs;
  readonly entryPrice: Price;
  readonly exitTime: EpochMs;
  readonly exitPrice: Price;
  /** Of both ends. */
  readonly feesQuote: QuoteAmount;
  /** Fees taken off. */
  readonly pnlQuote: QuoteAmount;
}

export interface Closing {
  readonly side: ClosedLot['side'];
  /** Positive. */
  readonly quantity: BaseQuantity;
  readonly price: Price;
  readonly time: EpochMs;
  readonly feeQuote: QuoteAmount;
}

/** Closes from the oldest lot on; `quantity` is at most what the lots hold. The closing fee is shared by quantity. */
export function closeLots(
  lots: readonly Lot[],
  closing: Closing,
): { readonly lots: readonly Lot[]; readonly closed: readonly ClosedLot[] } {
  const closed: ClosedLot[] = [];
  let left = closing.quantity;
  let fee = closing.feeQuote;
  let next = 0;
  let rest: Lot | null = null;
  for (; next < lots.length && left.greaterThan(ZERO); next++) {
    const lot = lots[next];
    const quantity = Money.min(lot.quantity, left);
    const entryFee = shareOf(lot.feeQuote, quantity, lot.quantity);
    const exitFee = shareOf(fee, quantity, left);
    closed.push(closedLot(lot, closing, quantity, entryFee.plus(exitFee)));
    left = left.minus(quantity);
    fee = fee.minus(exitFee);
    if (quantity.lessThan(lot.quantity)) {
      rest = { ...lot, quantity: lot.quantity.minus(quantity), feeQuote: lot.feeQuote.minus(entryFee) };
    }
  }
  const after = lots.slice(next);
  return { lots: rest === null ? after : [rest, ...after], closed };
}

function closedLot(lot: Lot, { side, price, time }: Closing, quantity: BaseQuantity, fees: QuoteAmount): ClosedLot {
  const gain = (side === 'LONG' ? price.minus(lot.price) : lot.price.minus(price)).times(quantity);
  return {
    side,
    quantity,
    entryTime: lot.time,
    entryPrice: lot.price,
    exitTime: time,
    exitPrice: price,
    feesQuote: fees,
    pnlQuote: gain.minus(fees),
  };
}
