/** What a spot account can pay while its orders are matched: a spot market lends nothing. */
import type { Decimal } from 'decimal.js';
import { type Fill, movementOf } from '../../accounting/fill.ts';
import { type BaseQuantity, exact, Money, type Price, type QuoteAmount, ZERO } from '../../accounting/money.ts';
import { boughtWith } from './execution.ts';
import type { RestingOrder } from './order.ts';
import type { PaperVenue } from './venue.ts';
import type { WorkingOrder } from './working-orders.ts';

export class Cash {
  readonly #venue: PaperVenue;
  #quote: QuoteAmount;

  constructor(quote: QuoteAmount, venue: PaperVenue) {
    this.#quote = exact(quote);
    this.#venue = venue;
  }

  /** As much of `found` as what is free pays for, and what is kept for the order itself, but not what is kept for others. */
  most(
    order: RestingOrder,
    found: BaseQuantity,
    { price, rate }: { readonly price: Price; readonly rate: Decimal },
    open: readonly WorkingOrder[],
  ): BaseQuantity {
    if (order.side === 'sell') return found;
    const kept = open.filter((each) => each.order !== order).reduce((sum, each) => sum.plus(keptFor(each.order)), ZERO);
    const free = Money.max(ZERO, this.#quote.minus(kept));
    return Money.min(found, boughtWith(free, price, rate, this.#venue));
  }

  book(fill: Fill): void {
    this.#quote = this.#quote.plus(movementOf(fill, this.#venue).cashQuote);
  }
}

function keptFor({ reservedPrice, amount }: RestingOrder): QuoteAmount {
  return reservedPrice === null || amount.unit === 'quote' ? ZERO : amount.quantity.times(reservedPrice);
}
