/** The same engine where the market shows its depth: open orders and one snapshot of the book → fills, level by level. */
import { Money, type Price, type BaseQuantity, ZERO } from '../../accounting/money.ts';
import type { Fill, Side } from '../../accounting/fill.ts';
import { floorToStep } from '../../accounting/steps.ts';
import type { EpochMs } from '../../market/candles.ts';
import { Cash } from './cash.ts';
import { feeOf, wantedQuantity } from './execution.ts';
import type { Executed, Matched, MatchTerms } from './match-bar.ts';
import type { RestingOrder } from './order.ts';
import { afterFill, afterPosition } from './remaining.ts';
import type { PaperVenue } from './venue.ts';
import { type WorkingOrder, type WorkingOrders, workingOrders } from './working-orders.ts';

export interface Level {
  readonly price: Price;
  readonly quantity: BaseQuantity;
}

/** Best first. */
export interface Book {
  readonly time: EpochMs;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/**
 * Stops first, then in the order in which they were placed; each takes what the levels hold, and nobody finds what
 * another has taken. The spread is in the book: only the slippage comes on top. A stop is due when the side that it
 * would take has reached it. A buy goes as far into the book as the account can pay; the rest of it ends.
 *
 * @example matchBook(placed(NO_ORDERS, entry), book, ZERO, venue).executed
 */
export function matchBook(
  before: WorkingOrders,
  book: Book,
  positionBase: BaseQuantity,
  venue: PaperVenue,
  { cashQuote = null }: Pick<MatchTerms, 'cashQuote'> = {},
): Matched {
  const cash = cashQuote === null ? null : new Cash(cashQuote, venue);
  const round = new Round(before, book, positionBase, venue, cash);
  for (const { order } of [...before.orders].sort((a, b) => Number(isStop(b.order)) - Number(isStop(a.order)))) {
    if (round.isDue(order)) while (round.fillNext(order.orderId));
  }
  return round.end();
}

class Round {
  readonly #depth: Readonly<Record<Side, Depth>>;
  readonly #time: EpochMs;
  readonly #venue: PaperVenue;
  readonly #executed: Executed[] = [];
  readonly #cash: Cash | null;
  readonly #unpaid: string[] = [];
  #orders: readonly WorkingOrder[];
  #position: BaseQuantity;

  constructor(before: WorkingOrders, book: Book, position: BaseQuantity, venue: PaperVenue, cash: Cash | null) {
    this.#depth = { buy: new Depth(book.asks), sell: new Depth(book.bids) };
    this.#time = book.time;
    this.#venue = venue;
    this.#orders = before.orders;
    this.#position = position;
    this.#cash = cash;
  }

  isDue(order: RestingOrder): boolean {
    const { best } = this.#depth[order.side];
    if (best === null) return false;
    if (order.stopPrice === null) return true;
    return order.side === 'sell' ? best.lte(order.stopPrice) : best.gte(order.stopPrice);
  }

  /** What the best level that is left gives the order; false: it wants or finds no more. */
  fillNext(orderId: string): boolean {
    const order = this.#orders.find((each) => each.order.orderId === orderId)?.order;
    if (order === undefined) return false;
    const { level } = this.#depth[order.side];
    if (level === null || !takes(order, level.price)) return false;
    const price = conceded(order, level.price, this.#venue);
    const wanted = wantedQuantity(order, price, this.#venue, this.#position);
    if (wanted.isZero()) return this.#end(order);
    const found = Money.min(wanted, floorToStep(level.quantity, this.#venue.quantityStep));
    const rate = this.#venue.takerFee;
    const quantity = this.#cash?.most(order, found, { price, rate }, this.#orders) ?? found;
    const isUnpaid = quantity.lessThan(found);
    if (isUnpaid) this.#unpaid.push(orderId);
    if (isUnpaid && quantity.isZero()) return this.#end(order);
    this.#depth[order.side].take(quantity);
    if (!quantity.isZero()) this.#book(order, quantity, price, isUnpaid || quantity.equals(wanted));
    return true;
  }

  end(): Matched {
    return {
      executed: this.#executed,
      working: workingOrders(this.#orders),
      positionBase: this.#position,
      unpaid: this.#unpaid,
    };
  }

  #end(order: RestingOrder): false {
    this.#orders = this.#orders.filter((each) => each.order !== order);
    return false;
  }

  #book(order: RestingOrder, quantity: BaseQuantity, price: Price, whole: boolean): void {
    const { side, orderId } = order;
    const fee = feeOf(side, quantity, price, this.#venue.takerFee, this.#venue);
    const tradeId = `${orderId}@${this.#time}/${this.#executed.length}`;
    const fill: Fill = { tradeId, orderId, side, quantity, price, fee, time: this.#time, liquidity: 'taker' };
    this.#executed.push({ fill, order });
    this.#cash?.book(fill);
    const signed = side === 'buy' ? quantity : quantity.negated();
    this.#position = this.#position.plus(signed).minus(fee.asset === this.#venue.base ? fee.amount : ZERO);
    this.#orders = afterPosition(afterFill(this.#orders, order, fill, whole), this.#position);
  }
}

/** One side of the book while it is being taken. */
class Depth {
  readonly #levels: readonly Level[];
  #at = 0;
  #taken = ZERO;

  constructor(levels: readonly Level[]) {
    this.#levels = levels;
  }

  get best(): Price | null {
    return this.#levels[0]?.price ?? null;
  }

  get level(): Level | null {
    const level = this.#levels[this.#at];
    return level === undefined ? null : { price: level.price, quantity: level.quantity.minus(this.#taken) };
  }

  /** Nothing: what is left of the level is too little for anybody. */
  take(quantity: BaseQuantity): void {
    this.#taken = this.#taken.plus(quantity);
    if (!quantity.isZero() && this.#taken.lessThan(this.#levels[this.#at].quantity)) return;
    this.#at++;
    this.#taken = ZERO;
  }
}

function isStop({ stopPrice }: RestingOrder): boolean {
  return stopPrice !== null;
}

function takes({ limitPrice, side }: RestingOrder, price: Price): boolean {
  return limitPrice === null || (side === 'sell' ? price.gte(limitPrice) : price.lte(limitPrice));
}

function conceded({ side }: RestingOrder, price: Price, { slippage }: PaperVenue): Price {
  return slippage.isZero() ? price : price.times(side === 'sell' ? ONE.minus(slippage) : ONE.plus(slippage));
}

const ONE = new Money(1);
