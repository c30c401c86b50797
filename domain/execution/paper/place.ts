/** Whether the paper venue takes an order, in the words in which a real one would refuse it. */
import { equityAt } from '../../accounting/book.ts';
import { type BaseQuantity, Money, type Price, type QuoteAmount, ZERO } from '../../accounting/money.ts';
import { floorToStep } from '../../accounting/steps.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { OrderIntent } from '../account/order.ts';
import { reducible, reservedPerUnit } from '../matching/execution.ts';
import type { AcceptedOrder } from './events.ts';
import { keptFor, left, openOrders, type PaperOrder, type PaperState } from './state.ts';
import type { MarginTerms, PaperTerms } from './terms.ts';

export type Placed =
  | { readonly kind: 'accepted'; readonly order: AcceptedOrder }
  | { readonly kind: 'refused'; readonly why: string };

/** `mark`: the last price; null where the feed is silent, and then only exits and stops are taken. */
export function placeOnPaper(
  state: PaperState,
  intent: OrderIntent,
  mark: Price | null,
  now: EpochMs,
  terms: PaperTerms,
): Placed {
  const order: AcceptedOrder = {
    clientOrderId: intent.clientOrderId,
    side: intent.side,
    kind: intent.kind,
    quantity: intent.quantity,
    stopPrice: intent.stopPrice,
    reservedPrice: reservedPrice(intent, mark, terms),
    reduceOnly: terms.margin !== null && intent.leg !== 'entry',
    acceptedAt: now,
  };
  const why = brokenFilter(order, mark, terms) ?? unaffordable(state, order, mark, terms);
  return why === null ? { kind: 'accepted', order } : { kind: 'refused', why };
}

function brokenFilter(order: AcceptedOrder, mark: Price | null, { steps, costs }: PaperTerms): string | null {
  const { quantity, stopPrice, kind, side } = order;
  const { quantityStep, minQuantity, minNotionalQuote } = steps;
  if (!floorToStep(quantity, quantityStep).equals(quantity)) {
    return `quantity ${quantity.toFixed()} is no multiple of ${quantityStep.toFixed()}`;
  }
  if (quantity.lessThan(minQuantity) || quantity.isZero()) {
    return `quantity ${quantity.toFixed()} is below the minimum of ${minQuantity.toFixed()}`;
  }
  if ((kind === 'stop-market') !== (stopPrice !== null)) return 'a stop order needs a stop price, a market order none';
  const step = costs.priceStep;
  if (stopPrice !== null && step !== null && !floorToStep(stopPrice, step).equals(stopPrice)) {
    return `stop price ${stopPrice.toFixed()} is no multiple of ${step.toFixed()}`;
  }
  const price = stopPrice ?? mark;
  if (price === null) return order.reduceOnly || side === 'sell' ? null : 'the market has no price';
  if (quantity.times(price).lessThan(minNotionalQuote)) {
    return `an order of ${quantity.times(price).toFixed()} is below the minimum of ${minNotionalQuote.toFixed()}`;
  }
  const isPassed = stopPrice !== null && mark !== null && (side === 'sell' ? mark.lte(stopPrice) : mark.gte(stopPrice));
  return isPassed ? 'the stop would trigger immediately' : null;
}

function unaffordable(state: PaperState, order: AcceptedOrder, mark: Price | null, terms: PaperTerms): string | null {
  const { margin } = terms;
  if (margin === null) return order.side === 'sell' ? notHeld(state, order) : notPaidFor(state, order);
  if (!order.reduceOnly) return notBacked(state, order, mark, margin);
  return reducible(order, state.book.positionBase).isZero() ? 'there is no position to reduce' : null;
}

/** Coins that another open order would sell are locked. */
function notHeld(state: PaperState, order: AcceptedOrder): string | null {
  const locked = sumOf(openOrders(state).filter(({ side }) => side === 'sell'));
  const free = state.book.positionBase.minus(locked);
  return order.quantity.greaterThan(free) ? insufficient(free, state.book.base) : null;
}

/** A market order can cost more than is kept for it, when it walks the book or waits. */
function reservedPrice(
  { side, stopPrice }: OrderIntent,
  mark: Price | null,
  { costs, margin }: PaperTerms,
): Price | null {
  if (margin !== null || side === 'sell') return null;
  return reservedPerUnit(stopPrice ?? mark ?? ZERO, costs);
}

function notPaidFor(state: PaperState, { quantity, reservedPrice }: AcceptedOrder): string | null {
  const free = state.book.cashQuote.minus(keptFor(openOrders(state)));
  return quantity.times(reservedPrice ?? ZERO).greaterThan(free) ? insufficient(free, state.book.quote) : null;
}

function notBacked(
  state: PaperState,
  order: AcceptedOrder,
  mark: Price | null,
  { leverage }: MarginTerms,
): string | null {
  if (mark === null) return 'the market has no price';
  const sign = order.side === 'buy' ? 1 : -1;
  const entries = openOrders(state).filter(({ reduceOnly, side }) => !reduceOnly && side === order.side);
  const exposed = state.book.positionBase.plus(sumOf(entries).plus(order.quantity).times(sign)).abs().times(mark);
  const most = Money.max(ZERO, equityAt(state.book, mark)).times(leverage);
  return exposed.greaterThan(most) ? `margin for ${exposed.toFixed(2)} is missing: at most ${most.toFixed(2)}` : null;
}

function sumOf(orders: readonly PaperOrder[]): BaseQuantity {
  return orders.reduce((sum, order) => sum.plus(left(order)), ZERO);
}

function insufficient(free: QuoteAmount, asset: string): string {
  return `account has insufficient balance: ${free.toFixed()} ${asset} are free`;
}
