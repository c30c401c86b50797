/** The state after an event. What an event cannot do to the state it finds is kept as evidence in `impossible`. */
import { applyFill } from '../../accounting/apply-fill.ts';
import { bookFunding } from '../../accounting/funding.ts';
import type { Fill } from '../../accounting/fill.ts';
import { Money, ZERO } from '../../accounting/money.ts';
import { afterAnswer } from '../orders/settlement.ts';
import type { AccountEvent } from './events.ts';
import { heard, inTime, overfilled, recorded, withOrder } from './evolve-order.ts';
import { closed, entrySent, marked } from './evolve-record.ts';
import { withoutOldOrders, withPlanSeen } from './forget.ts';
import { isAlive, type Leg } from './order.ts';
import type { RunningTrade } from './plan.ts';
import type { AccountState } from './state.ts';

/** Pure: the same events give the same state, whoever folds them. */
export function evolve(state: AccountState, event: AccountEvent): AccountState {
  switch (event.type) {
    case 'token-taken':
      return takenOver(state, event.token, event.time);
    case 'plan-accepted':
      return { ...withPlanSeen(withoutOldOrders(state), event.plan), trade: started(event.plan) };
    case 'plan-refused':
      return withPlanSeen(state, event);
    case 'plan-invalidated':
      return withTrade(state, { invalidatedBy: event.why });
    case 'order-recorded':
      return paidOff(recorded(state, event.intent), event.intent.leg);
    case 'order-sent':
      return sent(state, event);
    case 'order-heard':
      return heard(state, event.clientOrderId, event);
    case 'question-answered':
      return answered(state, event);
    case 'fill-booked':
      return filled(state, event.clientOrderId, event.fill, event.time);
    case 'funding-booked':
      return { ...state, book: bookFunding(state.book, event.paidQuote), fundedUntil: event.time };
    case 'liquidated':
      return liquidated(state, event.fill, event.time);
    case 'cancel-sent':
      return withOrder(state, { ...state.orders[event.clientOrderId], cancelSentAt: event.time });
    case 'position-opened':
      return withTrade(state, { phase: 'open' });
    case 'stop-moved':
      return withTrade(state, { stopPrice: event.stopPrice });
    case 'rung-begun':
      return withTrade(state, { phase: 'reducing', owed: event.quantity, rungsTaken: 1 + rungs(state) });
    case 'rung-ended':
      return withTrade(state, { phase: 'open', owed: null });
    case 'close-begun':
      return withTrade(state, { phase: 'closing', owed: null, reason: event.reason });
    case 'trade-closed':
      return closed(state, event.time);
    case 'marked':
      return marked(state, event.mark, event.time);
    case 'alarm-raised':
      return { ...state, alarms: [...state.alarms, event.alarm] };
    case 'alarm-ended':
      return {
        ...state,
        alarms: state.alarms.filter(({ about, subject }) => about !== event.about || subject !== event.subject),
      };
    case 'difference-seen':
      return { ...state, suspicion: { why: event.why, since: event.time } };
    case 'reconciled':
      return { ...state, reconciled: true, suspicion: null };
    case 'halted':
      return { ...state, halts: [...state.halts, event.halt], impossible: null };
    case 'halt-lifted':
      return { ...state, halts: state.halts.filter(({ cause }) => cause !== event.cause) };
    default:
      return event satisfies never;
  }
}

/** Who takes over was not there when the requests left: what was sent is unknown, what was only recorded never left. */
function takenOver(state: AccountState, token: number, time: number): AccountState {
  const unheard = Object.values(state.orders).filter(({ state: now }) => now === 'recorded' || now === 'sent');
  const taken = { ...state, token, reconciled: false };
  return unheard.reduce(
    (after, order) =>
      heard(after, order.clientOrderId, {
        news: order.state === 'recorded' ? 'abandon' : 'silence',
        executed: ZERO,
        time,
      }),
    taken,
  );
}

function started(plan: RunningTrade['plan']): RunningTrade {
  const { stopPrice } = plan;
  return { plan, phase: 'entering', stopPrice, rungsTaken: 0, owed: null, invalidatedBy: null, reason: null };
}

/** The exit that was just recorded sells the rung. */
function paidOff(state: AccountState, leg: Leg): AccountState {
  return leg === 'exit' && state.trade?.phase === 'reducing' ? withTrade(state, { owed: ZERO }) : state;
}

function sent(state: AccountState, event: AccountEvent & { type: 'order-sent' }): AccountState {
  const { clientOrderId, time, mark } = event;
  const order = state.orders[clientOrderId];
  const after = heard(state, clientOrderId, { news: 'send', executed: ZERO, time });
  if (order.leg !== 'entry') return after;
  return entrySent(inTime(after, clientOrderId, time), order.quantity.times(mark).toNumber(), time);
}

function answered(state: AccountState, event: AccountEvent & { type: 'question-answered' }): AccountState {
  const order = state.orders[event.clientOrderId];
  if (order.settlement === null) return state;
  const { settlingMs } = state.settings;
  const settlement = afterAnswer(order.settlement, event.question, event.answer, event.time, settlingMs);
  return withOrder(state, { ...order, settlement });
}

/** A fill is booked whatever the order's state: it is the truth, and what cannot be is evidence beside it. */
function filled(state: AccountState, clientOrderId: string, fill: Fill, time: number): AccountState {
  const order = state.orders[clientOrderId];
  const sum = order.filled.plus(fill.quantity);
  const before = sum.greaterThan(order.quantity) ? overfilled(state, clientOrderId) : state;
  const after = heard(before, clientOrderId, {
    news: sum.equals(order.quantity) ? 'last-fill' : 'part-fill',
    executed: sum,
    time,
  });
  return {
    ...withOrder(after, { ...after.orders[clientOrderId], filled: sum, executed: Money.max(sum, order.executed) }),
    book: applyFill(state.book, fill).book,
    fillsSeen: { ...state.fillsSeen, [fill.tradeId]: clientOrderId },
  };
}

/**
 * The venue takes the account's orders off before it closes the position. No order of ours did it: what it moved counts
 * with that of orders that are forgotten.
 */
function liquidated(before: AccountState, fill: Fill, time: number): AccountState {
  const { tradeId, side, quantity } = fill;
  const alive = Object.values(before.orders).filter(isAlive);
  const state = alive.reduce(
    (after, { clientOrderId }) => heard(after, clientOrderId, { news: 'cancel', executed: ZERO, time }),
    before,
  );
  const booked = {
    ...state,
    book: applyFill(state.book, fill).book,
    fillsSeen: { ...state.fillsSeen, [tradeId]: LIQUIDATION },
    forgottenBase: side === 'buy' ? state.forgottenBase.plus(quantity) : state.forgottenBase.minus(quantity),
  };
  return withTrade(booked, { phase: 'closing', owed: null, reason: LIQUIDATION });
}

const LIQUIDATION = 'liquidation';

function rungs({ trade }: AccountState): number {
  return trade?.rungsTaken ?? 0;
}

function withTrade(state: AccountState, change: Partial<RunningTrade>): AccountState {
  return state.trade === null ? state : { ...state, trade: { ...state.trade, ...change } };
}
