/** What the market does to a paper account: closed bars one after the other, and the quote of the moment. */
import type { Decimal } from 'decimal.js';
import { movementOf } from '../../accounting/fill.ts';
import { fundingOf } from '../../accounting/funding.ts';
import { type BaseQuantity, Money, type QuoteAmount } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import { settlementsBetween } from '../../market/funding-times.ts';
import type { Bar } from '../matching/bar.ts';
import { LIQUIDATION, liquidationOrder } from '../matching/liquidation-order.ts';
import { type Executed, type Matched, matchBar } from '../matching/match-bar.ts';
import { type Book, matchBook } from '../matching/match-book.ts';
import { order, type RestingOrder } from '../matching/order.ts';
import type { Since } from '../matching/reach.ts';
import { type WorkingOrders, working, workingOrders } from '../matching/working-orders.ts';
import type { Expiry, PaperEvent } from './events.ts';
import { keptFor, left, openOrders, type PaperOrder, type PaperState } from './state.ts';
import type { PaperTerms } from './terms.ts';

/** The market now: its book, or where the feed has none the last price and what a minute trades. */
export type Quote =
  | ({ readonly kind: 'book' } & Book)
  | { readonly kind: 'last'; readonly time: EpochMs; readonly price: number; readonly volume: number };

/**
 * A closed bar. An order that came while it formed was there for a part of it: its stop counts as touched wherever in
 * the bar the touch was (METHODS §10), a market order waits for the next open. `fundingRate`: of a settlement at the
 * bar's open, before anything else in it; who opens at a settlement does not pay it.
 */
export function afterBar(
  state: PaperState,
  bar: Bar,
  { barMs, fundingRate, now }: { readonly barMs: number; readonly fundingRate: Decimal; readonly now: EpochMs },
  terms: PaperTerms,
): PaperEvent[] {
  const funded = terms.margin === null ? [] : fundedAt(state, bar, barMs, fundingRate, now);
  const there = openOrders(state).filter((each) => isThere(each, bar, barMs, terms));
  const since = new Map<string, Since>(
    there
      .filter((each) => each.acceptedAt + terms.latencyMs > bar.openTime)
      .map((each) => [each.clientOrderId, 'inside']),
  );
  const orders = workingOf(state, there, terms);
  const cashQuote = cashFor(state, there, terms);
  const matched = matchBar(orders, bar, state.book.positionBase, terms.costs, { since, cashQuote });
  return [...funded, ...told(state, there, matched, now)];
}

/** What is due at once: market orders and stops that the market has reached. */
export function afterQuote(state: PaperState, quote: Quote, now: EpochMs, terms: PaperTerms): PaperEvent[] {
  const there = openOrders(state).filter(({ acceptedAt }) => acceptedAt + terms.latencyMs <= quote.time);
  const orders = workingOf(state, there, terms);
  const { positionBase } = state.book;
  const cash = { cashQuote: cashFor(state, there, terms) };
  const matched =
    quote.kind === 'book'
      ? matchBook(orders, quote, positionBase, terms.costs, cash)
      : matchBar(orders, barOf(quote), positionBase, terms.costs, cash);
  return told(state, there, matched, now);
}

function isThere(each: PaperOrder, { openTime }: Bar, barMs: number, { latencyMs }: PaperTerms): boolean {
  const from = each.acceptedAt + latencyMs;
  return isMarket(each) ? from <= openTime : from < openTime + barMs;
}

/** Of a spot account: its cash without what is kept for orders that are not there yet. */
function cashFor(state: PaperState, there: readonly PaperOrder[], { margin }: PaperTerms): QuoteAmount | null {
  if (margin !== null) return null;
  return state.book.cashQuote.minus(keptFor(openOrders(state).filter((each) => !there.includes(each))));
}

/** A stop that was triggered takes what is there. */
function isMarket({ kind, filled }: PaperOrder): boolean {
  return kind === 'market' || !filled.isZero();
}

function workingOf({ book }: PaperState, there: readonly PaperOrder[], { margin }: PaperTerms): WorkingOrders {
  const liquidation = margin === null ? null : liquidationOrder(book, margin.maintenanceMargin);
  const orders = there.map(resting);
  return workingOrders((liquidation === null ? orders : [liquidation, ...orders]).map(working));
}

function resting(each: PaperOrder): RestingOrder {
  const { clientOrderId, side, reduceOnly, reservedPrice } = each;
  const amount = { unit: 'base', quantity: left(each) } as const;
  const plain = { orderId: clientOrderId, side, amount, reduceOnly, reservedPrice: reservedPrice ?? null };
  if (isMarket(each)) return order({ ...plain, kind: 'market', purpose: 'signal' });
  return order({ ...plain, kind: 'stop-market', purpose: 'stop', stopPrice: each.stopPrice });
}

/** A buy ends with the cash, an order that only reduces with the position; a liquidation takes every order off before it closes it. */
function told(state: PaperState, there: readonly PaperOrder[], matched: Matched, time: EpochMs): PaperEvent[] {
  const liquidatedAt = matched.executed.findIndex(({ fill }) => fill.orderId === LIQUIDATION);
  const executed = liquidatedAt < 0 ? matched.executed : matched.executed.slice(0, liquidatedAt);
  const fills = executed.map((each, i) => filled(state, each, state.trades + i + 1, time));
  if (liquidatedAt >= 0) {
    const off = openOrders(state).filter((each) => !isFilled(each, executed));
    const liquidation = matched.executed[liquidatedAt];
    return [
      ...fills,
      ...off.map((each) => cancelled(each, time)),
      filled(state, liquidation, state.trades + liquidatedAt + 1, time),
    ];
  }
  const working = new Set(matched.working.orders.map((each) => each.order.orderId));
  const over = there.filter((each) => !working.has(each.clientOrderId) && !isFilled(each, executed));
  return [...fills, ...over.map((each) => expired(each, matched, time))];
}

/** Trades are numbered by the account; none is older than its order. */
function filled(state: PaperState, { fill }: Executed, number: number, time: EpochMs): PaperEvent {
  const acceptedAt = state.orders[fill.orderId]?.acceptedAt ?? fill.time;
  return {
    type: 'filled',
    clientOrderId: fill.orderId,
    fill: { ...fill, tradeId: `p${number}`, time: Math.max(fill.time, acceptedAt) },
    time,
  };
}

function cancelled({ clientOrderId }: PaperOrder, time: EpochMs): PaperEvent {
  return { type: 'ended', clientOrderId, as: 'cancelled', time };
}

function expired({ clientOrderId }: PaperOrder, { unpaid }: Matched, time: EpochMs): PaperEvent {
  const why: Expiry = unpaid.includes(clientOrderId) ? 'insufficient-balance' : 'position-closed';
  return { type: 'ended', clientOrderId, as: 'expired', why, time };
}

function isFilled(each: PaperOrder, executed: readonly Executed[]): boolean {
  const now = executed
    .filter(({ fill }) => fill.orderId === each.clientOrderId)
    .reduce((sum, { fill }) => sum.plus(fill.quantity), each.filled);
  return now.equals(each.quantity);
}

function fundedAt(
  state: PaperState,
  { openTime, open }: Bar,
  barMs: number,
  rate: Decimal,
  time: EpochMs,
): PaperEvent[] {
  const positionBase = heldBefore(state, openTime);
  if (!settles(openTime, barMs) || positionBase.isZero()) return [];
  const paidQuote = fundingOf({ positionBase }, rate, new Money(open));
  return [{ type: 'funded', settledAt: openTime, paidQuote, time }];
}

/** Whether funding is settled as the bar opens. */
export function settles(openTime: EpochMs, barMs: number): boolean {
  return settlementsBetween(openTime - barMs, openTime) > 0;
}

/** Quotes may have filled something since then. */
function heldBefore({ book, fills }: PaperState, moment: EpochMs): BaseQuantity {
  return fills
    .filter(({ told: { fill } }) => fill.time >= moment)
    .reduce((held, { told: { fill } }) => held.minus(movementOf(fill, book).quantity), book.positionBase);
}

/** All of a minute that is known is its last price. */
function barOf({ time, price, volume }: Quote & { kind: 'last' }): Bar {
  return { openTime: time, open: price, high: price, low: price, close: price, volume };
}
