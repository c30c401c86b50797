/** The paper venue on the clock of bars: the matching engine, and the books of the venue's side. */
import { applyFill } from '../../../domain/accounting/apply-fill.ts';
import { type AccountBook, openBook } from '../../../domain/accounting/book.ts';
import { bookFunding, fundingOf } from '../../../domain/accounting/funding.ts';
import { Money, type QuoteAmount, ZERO } from '../../../domain/accounting/money.ts';
import type { Heard, Pulled } from '../../../domain/execution/account/heard.ts';
import type { OrderIntent } from '../../../domain/execution/account/order.ts';
import type { Bar } from '../../../domain/execution/matching/bar.ts';
import { reducible, reservedPerUnit } from '../../../domain/execution/matching/execution.ts';
import { liquidationOrder } from '../../../domain/execution/matching/liquidation-order.ts';
import { type Executed, matchBar } from '../../../domain/execution/matching/match-bar.ts';
import { order, type RestingOrder } from '../../../domain/execution/matching/order.ts';
import type { PaperVenue } from '../../../domain/execution/matching/venue.ts';
import {
  NO_ORDERS,
  placed,
  type WorkingOrders,
  workingOrders,
} from '../../../domain/execution/matching/working-orders.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';
import type { Margin } from './margin.ts';

const PURPOSE = { entry: 'entry', protection: 'stop', exit: 'signal' } as const satisfies Record<
  OrderIntent['leg'],
  RestingOrder['purpose']
>;

export class BarVenue {
  readonly #costs: PaperVenue;
  readonly #margin: Margin | null;
  readonly #arriving: Pick<OrderIntent, 'clientOrderId' | 'quantity'>[] = [];
  #working: WorkingOrders = NO_ORDERS;
  #book: AccountBook;

  /** `margin`: of a perpetual; null on spot. */
  constructor(symbol: string, costs: PaperVenue, margin: Margin | null, startQuote: QuoteAmount) {
    this.#costs = costs;
    this.#margin = margin;
    this.#book = openBook(symbol, startQuote);
  }

  place({ clientOrderId, leg, side, kind, quantity, stopPrice }: OrderIntent): Heard[] {
    const resting = order({
      orderId: clientOrderId,
      side,
      kind,
      purpose: PURPOSE[leg],
      amount: { unit: 'base', quantity },
      stopPrice,
      reduceOnly: leg !== 'entry',
    });
    const closesNothing = resting.reduceOnly && reducible(resting, this.#book.positionBase).isZero();
    if (closesNothing) return [reported(clientOrderId, 'refuse')];
    this.#working = placed(this.#working, resting);
    if (this.#margin !== null || side === 'sell') return [reported(clientOrderId, 'acknowledge')];
    this.#arriving.push({ clientOrderId, quantity });
    return [];
  }

  cancel(clientOrderId: string): Heard[] {
    return this.#without([clientOrderId]);
  }

  /** A bar, or a single price as a bar of nothing else, passes over the open orders. */
  trade(bar: Bar): Heard[] {
    const arrived = this.#arrive(bar);
    const liquidation = this.#margin && liquidationOrder(this.#book, this.#margin.maintenance);
    const orders = liquidation === null ? this.#working : placed(this.#working, liquidation);
    const matched = matchBar(orders, bar, this.#book.positionBase, this.#costs);
    if (matched.executed.length === 0) return arrived;
    const before = this.#working.orders.map((each) => each.order.orderId);
    const left = matched.working.orders.filter((each) => each.order.purpose !== 'liquidation');
    this.#working = workingOrders(left);
    const news = matched.executed.flatMap((executed) => this.#executed(executed));
    const filled = new Set(matched.executed.map((executed) => executed.order.orderId));
    const open = new Set(left.map((each) => each.order.orderId));
    const gone = before.filter((id) => !filled.has(id) && !open.has(id));
    return [...news, ...arrived, ...gone.map((id) => reported(id, 'cancel'))];
  }

  /** The settlement of a moment; nothing on spot, and where nothing is held. */
  settle(at: EpochMs, mark: number): Heard[] {
    if (this.#margin === null || this.#book.positionBase.isZero()) return [];
    const paidQuote = fundingOf(this.#book, this.#margin.fundingRateAt(at), new Money(mark));
    this.#book = bookFunding(this.#book, paidQuote);
    return [{ kind: 'funding', paidQuote, time: at }];
  }

  pulled(): Pulled {
    const { positionBase, cashQuote } = this.#book;
    const openOrders = this.#working.orders.map((each) => each.order.orderId);
    return { reports: [], fills: [], positionBase, cashQuote, openOrders };
  }

  /** Spot lends nothing: a buy comes with the open at which it fills, and is refused where the cash does not pay for it. */
  #arrive({ open }: Bar): Heard[] {
    if (this.#arriving.length === 0) return [];
    const unit = reservedPerUnit(new Money(open), this.#costs);
    return this.#arriving.splice(0).flatMap(({ clientOrderId, quantity }) => {
      const isPaid = quantity.times(unit).lessThanOrEqualTo(this.#book.cashQuote);
      if (isPaid) return [reported(clientOrderId, 'acknowledge')];
      this.#without([clientOrderId]);
      return [reported(clientOrderId, 'refuse')];
    });
  }

  #executed({ fill, order: { orderId, purpose } }: Executed): Heard[] {
    this.#book = applyFill(this.#book, fill).book;
    if (purpose !== 'liquidation') return [{ kind: 'fill', clientOrderId: orderId, fill }];
    const all = this.#working.orders.map((each) => each.order.orderId);
    return [{ kind: 'liquidated', fill }, ...this.#without(all)];
  }

  #without(orderIds: readonly string[]): Heard[] {
    const { orders } = this.#working;
    const gone = orders.filter((each) => orderIds.includes(each.order.orderId));
    this.#working = workingOrders(orders.filter((each) => !gone.includes(each)));
    return gone.map((each) => reported(each.order.orderId, 'cancel'));
  }
}

function reported(clientOrderId: string, news: 'acknowledge' | 'cancel' | 'refuse'): Heard {
  return { kind: 'report', clientOrderId, news, executed: ZERO };
}
