/** The matching engine of the paper venue: open orders and one bar → fills and the orders that are left. */
import type { Fill } from '../../accounting/fill.ts';
import { type BaseQuantity, Money, type QuoteAmount, ZERO } from '../../accounting/money.ts';
import { floorToStep } from '../../accounting/steps.ts';
import type { Bar } from './bar.ts';
import { protectionOf } from './bracket.ts';
import { Cash } from './cash.ts';
import { executionPrice, feeOf, liquidityOf, wantedQuantity } from './execution.ts';
import type { RestingOrder } from './order.ts';
import { PHASES, type Reach, reach, type Since, triggers } from './reach.ts';
import { afterFill, afterPosition } from './remaining.ts';
import type { PaperVenue } from './venue.ts';
import { touches, type WorkingOrder, type WorkingOrders, working, workingOrders } from './working-orders.ts';

export interface Executed {
  readonly fill: Fill;
  readonly order: RestingOrder;
}

export interface Matched {
  /** In the order in which they happened; each carries the open time of the bar. */
  readonly executed: readonly Executed[];
  readonly working: WorkingOrders;
  readonly positionBase: BaseQuantity;
  /** Orders whose rest ended because the account could not pay for it. */
  readonly unpaid: readonly string[];
}

export interface MatchTerms {
  /** Of orders that came while the bar was forming, by id. */
  readonly since?: ReadonlyMap<string, Since>;
  /** What a spot account has for its buys; null or absent: what is bought need not be paid for at once. */
  readonly cashQuote?: QuoteAmount | null;
}

/**
 * Deterministic and without a clock. `positionBase`: signed, before the bar. An order fills at most once in a bar; what
 * it brings with it may fill in the same one. The reading is pessimistic: see `reach`.
 *
 * @example matchBar(placed(NO_ORDERS, entry), bar, ZERO, venue).executed
 */
export function matchBar(
  before: WorkingOrders,
  bar: Bar,
  positionBase: BaseQuantity,
  venue: PaperVenue,
  terms: MatchTerms = {},
): Matched {
  if (!touches(before, bar.low, bar.high)) return { executed: [], working: before, positionBase, unpaid: [] };
  const round = new Round(before, bar, positionBase, venue, terms);
  while (round.fillNext());
  return round.end();
}

/** One bar while it is being matched. */
class Round {
  readonly #bar: Bar;
  readonly #venue: PaperVenue;
  readonly #executed: Executed[] = [];
  readonly #since: Map<string, Since>;
  readonly #done = new Set<string>();
  readonly #cash: Cash | null;
  readonly #unpaid: string[] = [];
  #orders: readonly WorkingOrder[];
  #position: BaseQuantity;
  #found: BaseQuantity | null;

  constructor(
    before: WorkingOrders,
    bar: Bar,
    position: BaseQuantity,
    venue: PaperVenue,
    { since, cashQuote = null }: MatchTerms,
  ) {
    this.#orders = before.orders;
    this.#since = new Map(since);
    this.#cash = cashQuote === null ? null : new Cash(cashQuote, venue);
    this.#bar = bar;
    this.#position = position;
    this.#venue = venue;
    this.#found = venue.participation?.times(bar.volume) ?? null;
  }

  fillNext(): boolean {
    const next = this.#next();
    if (next === null) return false;
    this.#fill(next.order, next.reached);
    return true;
  }

  end(): Matched {
    const left = this.#orders.map((each) =>
      triggers(each, this.#bar) ? working({ ...each.order, kind: 'limit' }) : each,
    );
    return {
      executed: this.#executed,
      working: workingOrders(left),
      positionBase: this.#position,
      unpaid: this.#unpaid,
    };
  }

  /** The order that the bar reaches first. */
  #next(): { readonly order: RestingOrder; readonly reached: Reach } | null {
    let first: { readonly order: RestingOrder; readonly reached: Reach } | null = null;
    for (const each of this.#orders) {
      if (this.#done.has(each.order.orderId)) continue;
      const reached = reach(each, this.#bar, this.#since.get(each.order.orderId) ?? 'before');
      if (reached !== null && (first === null || isEarlier(reached, first.reached))) {
        first = { order: each.order, reached };
      }
    }
    return first;
  }

  #fill(order: RestingOrder, reached: Reach): void {
    this.#done.add(order.orderId);
    const price = executionPrice(order, reached, this.#bar, this.#venue);
    const wanted = wantedQuantity(order, price, this.#venue, this.#position);
    const liquidity = liquidityOf(reached);
    const rate = liquidity === 'maker' ? this.#venue.makerFee : this.#venue.takerFee;
    const found = this.#foundOf(wanted);
    const quantity = this.#cash?.most(order, found, { price, rate }, this.#orders) ?? found;
    const isUnpaid = quantity.lessThan(found);
    if (isUnpaid) this.#unpaid.push(order.orderId);
    if (wanted.isZero() || (isUnpaid && quantity.isZero())) {
      this.#orders = this.#orders.filter((each) => each.order !== order);
    }
    if (quantity.isZero()) return;
    const fill: Fill = {
      tradeId: `${order.orderId}@${this.#bar.openTime}`,
      orderId: order.orderId,
      side: order.side,
      quantity,
      price,
      fee: feeOf(order.side, quantity, price, rate, this.#venue),
      time: this.#bar.openTime,
      liquidity,
    };
    this.#executed.push({ fill, order });
    this.#book(order, fill, reached, isUnpaid || quantity.equals(wanted));
  }

  /** As much as the bar's volume allows. */
  #foundOf(wanted: BaseQuantity): BaseQuantity {
    if (this.#found === null) return wanted;
    return Money.min(wanted, floorToStep(this.#found, this.#venue.quantityStep));
  }

  #book(order: RestingOrder, fill: Fill, reached: Reach, whole: boolean): void {
    const { quantity, side, fee } = fill;
    this.#cash?.book(fill);
    const signed = side === 'buy' ? quantity : quantity.negated();
    this.#position = this.#position.plus(signed).minus(fee.asset === this.#venue.base ? fee.amount : ZERO);
    this.#found = this.#found && Money.max(ZERO, this.#found.minus(quantity));
    const brought = protectionOf(order, fill, this.#venue);
    for (const { orderId } of brought) this.#since.set(orderId, reached.at === 'open' ? 'open' : 'inside');
    const left = afterPosition(afterFill(this.#orders, order, fill, whole), this.#position);
    this.#orders = [...left, ...brought.map(working)];
  }
}

function isEarlier(a: Reach, b: Reach): boolean {
  const phases = PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase);
  return phases < 0 || (phases === 0 && a.distance < b.distance);
}
