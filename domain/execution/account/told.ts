/** What the venue tells of an order, once. */
import { afterNews } from '../orders/life-cycle.ts';
import type { Fill } from '../../accounting/fill.ts';
import type { AccountEvent } from './events.ts';
import type { FundingPaid, OrderFill, OrderReport } from './heard.ts';
import type { AccountState } from './state.ts';

/** Nothing for an order that is not ours, and nothing for news that tell nothing new. */
export function reportEvents(state: AccountState, report: OrderReport, now: number): AccountEvent[] {
  const { clientOrderId, news, executed } = report;
  const order = state.orders[clientOrderId];
  if (order === undefined) return [];
  const next = afterNews(order.state, news);
  // what cannot be is evidence once
  if (next === null && state.halts.some(({ cause }) => cause === 'invariant')) return [];
  const isNew = next !== order.state || executed.greaterThan(order.executed);
  return isNew ? [{ type: 'order-heard', clientOrderId, news, executed, time: now }] : [];
}

/** Each trade of the venue once; a stranger's fill is not ours to book (INCIDENTS O9). */
export function fillEvents(state: AccountState, { clientOrderId, fill }: OrderFill, now: number): AccountEvent[] {
  if (fill.tradeId in state.fillsSeen || state.orders[clientOrderId] === undefined) return [];
  return [{ type: 'fill-booked', clientOrderId, fill, time: now }];
}

/** Settlements come in time; each is booked once. */
export function fundingEvents({ fundedUntil }: AccountState, { paidQuote, time }: FundingPaid): AccountEvent[] {
  return time <= fundedUntil ? [] : [{ type: 'funding-booked', paidQuote, time }];
}

export function liquidationEvents(state: AccountState, fill: Fill, now: number): AccountEvent[] {
  return fill.tradeId in state.fillsSeen ? [] : [{ type: 'liquidated', fill, time: now }];
}
