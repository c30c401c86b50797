/** What events make of an order. */
import { type BaseQuantity, Money, ZERO } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import { afterNews, isFinal, type OrderNews } from '../orders/life-cycle.ts';
import { openSettlement } from '../orders/settlement.ts';
import type { Order, OrderIntent } from './order.ts';
import type { AccountState } from './state.ts';

/** A client order id is sent with one set of parameters only. */
export function recorded(state: AccountState, intent: OrderIntent): AccountState {
  const { clientOrderId } = intent;
  if (clientOrderId in state.orders) {
    return impossible(state, `client order id ${clientOrderId} was given to two orders`);
  }
  const order: Order = {
    ...intent,
    state: 'recorded',
    sentAt: null,
    filled: ZERO,
    executed: ZERO,
    cancelSentAt: null,
    settlement: null,
    finalAt: null,
  };
  return withOrder(state, order);
}

/** News that cannot follow change nothing but what halts the account. */
export function heard(
  state: AccountState,
  clientOrderId: string,
  { news, executed, time }: { readonly news: OrderNews; readonly executed: BaseQuantity; readonly time: EpochMs },
): AccountState {
  const order = state.orders[clientOrderId];
  const next = afterNews(order.state, news);
  if (next === null) {
    return impossible(state, `order ${clientOrderId} (${order.leg}) is ${order.state} and was told "${news}"`);
  }
  const changed = next !== order.state;
  return withOrder(state, {
    ...order,
    state: next,
    sentAt: news === 'send' ? time : order.sentAt,
    executed: Money.max(order.executed, executed),
    cancelSentAt: isFinal(next) ? null : order.cancelSentAt,
    settlement: next !== 'unknown' ? null : (order.settlement ?? openSettlement(time, state.settings.settlingMs)),
    finalAt: isFinal(next) ? (changed ? time : order.finalAt) : null,
  });
}

export function overfilled(state: AccountState, clientOrderId: string): AccountState {
  return impossible(state, `order ${clientOrderId} was filled beyond its quantity`);
}

/** No entry leaves after the end of its plan, and none without its verdict. */
export function inTime(state: AccountState, clientOrderId: string, time: EpochMs): AccountState {
  const plan = state.trade?.plan;
  if (plan !== undefined && plan.verdict === 'pass' && time < plan.validUntil) return state;
  return impossible(state, `entry ${clientOrderId} was sent without a valid plan`);
}

export function withOrder(state: AccountState, order: Order): AccountState {
  return { ...state, orders: { ...state.orders, [order.clientOrderId]: order } };
}

/** The first of what cannot be stays: it is the evidence. */
function impossible(state: AccountState, why: string): AccountState {
  return { ...state, impossible: state.impossible ?? why };
}
