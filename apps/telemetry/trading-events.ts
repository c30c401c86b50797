/** Events of trading: what became of plans, orders and accounts, and what people allow them. Each one's line and metrics stand together. */
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import { ALARMS, type Alarm, type Halt } from '../../domain/execution/account/state.ts';
import { ORDER_NEWS, type OrderNews } from '../../domain/execution/orders/life-cycle.ts';
import { TRADING_STATES, type TradingState } from '../../domain/risk/trading-state.ts';
import { always, type EventDefinition } from './event.ts';

type OfAccount<T> = T & { readonly accountId: string };
type OfOrder<T> = OfAccount<T & { readonly clientOrderId: string }>;

export type TradingEvent =
  | OfAccount<{ readonly kind: 'account-taken-over'; readonly token: number }>
  | OfAccount<{ readonly kind: 'plan-judged'; readonly planId: string; readonly refusedFor: string | null }>
  | OfOrder<{ readonly kind: 'order-changed'; readonly news: OrderNews }>
  | OfOrder<{
      readonly kind: 'fill-booked';
      readonly side: 'buy' | 'sell';
      /** Decimal. */
      readonly quantity: string;
      /** Decimal. */
      readonly price: string;
    }>
  | OfAccount<{ readonly kind: 'account-liquidated'; readonly price: string }>
  | OfAccount<{ readonly kind: 'books-differ'; readonly why: string }>
  | OfAccount<{ readonly kind: 'alarm-raised'; readonly about: Alarm['about']; readonly subject: string }>
  | OfAccount<{ readonly kind: 'account-halted'; readonly cause: Halt['cause']; readonly why: string }>
  | {
      readonly kind: 'trading-changed';
      /** An account, or `*`: every account. */
      readonly scope: string;
      /** `looser`: what was asked for by the first of two actions. */
      readonly to: TradingState | 'looser';
      readonly by: string;
      readonly why: string;
    };

type Definitions = { readonly [K in TradingEvent['kind']]: EventDefinition<Extract<TradingEvent, { kind: K }>> };

const CAUSES: readonly Halt['cause'][] = ['invariant', 'reconcile'];

export const TRADING_EVENTS: Definitions = {
  'account-taken-over': {
    severity: always('info'),
    message: 'account taken over; what its last executor had sent is unknown',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_account_takeovers_total',
        help: 'Accounts that this executor took over; orders of the one before are unknown until the venue is asked.',
        labels: {},
        of: () => ({ labels: {} }),
      },
    ],
  },
  'plan-judged': {
    severity: always('info'),
    message: 'plan judged',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_plans_total',
        help: 'Plans of releases by what the rules of risk said.',
        labels: { verdict: ['accepted', 'refused'] },
        of: ({ refusedFor }) => ({ labels: { verdict: refusedFor === null ? 'accepted' : 'refused' } }),
      },
    ],
  },
  'order-changed': {
    severity: ({ news }) => (news === 'silence' || news === 'refuse' ? 'warn' : 'info'),
    message: 'order changed',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_order_changes_total',
        help: 'What was heard of orders; silence: no answer, the order is unknown.',
        labels: { news: ORDER_NEWS },
        of: ({ news }) => ({ labels: { news } }),
      },
    ],
  },
  'fill-booked': {
    severity: always('info'),
    message: 'fill booked',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_fills_total',
        help: 'Fills that were booked.',
        labels: { side: ['buy', 'sell'] },
        of: ({ side }) => ({ labels: { side } }),
      },
    ],
  },
  'account-liquidated': {
    severity: always('error'),
    message: 'the venue closed a position that had no margin left',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_liquidations_total',
        help: 'Positions that the venue closed because their margin was gone.',
        labels: {},
        of: () => ({ labels: {} }),
      },
    ],
  },
  'books-differ': {
    severity: always('warn'),
    message: 'the books differ from the venue; seen twice it halts the account',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_book_differences_total',
        help: 'Comparisons that found another difference between our books and the venue.',
        labels: {},
        of: () => ({ labels: {} }),
      },
    ],
  },
  'alarm-raised': {
    severity: always('error'),
    message: 'an account needs a person',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_account_alarms_total',
        help: 'Alarms of accounts by what they are about.',
        labels: { about: ALARMS },
        of: ({ about }) => ({ labels: { about } }),
      },
    ],
  },
  'account-halted': {
    severity: always('error'),
    message: 'the executor halted an account',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_account_halts_total',
        help: "The executor's own halts by cause.",
        labels: { cause: CAUSES },
        of: ({ cause }) => ({ labels: { cause } }),
      },
    ],
  },
  'trading-changed': {
    severity: always('warn'),
    message: 'what accounts may do was changed',
    metrics: [
      {
        type: 'counter',
        name: 'almanac_trading_state_changes_total',
        help: 'Changes of what accounts may do, by people and by the executor.',
        labels: { to: [...TRADING_STATES, 'looser'] },
        of: ({ to }) => ({ labels: { to } }),
      },
    ],
  },
};

/** What is worth telling of what an account committed; null: marks, questions and the like are not. */
export function tradingEventOf(accountId: string, event: AccountEvent): TradingEvent | null {
  switch (event.type) {
    case 'token-taken':
      return { kind: 'account-taken-over', accountId, token: event.token };
    case 'plan-accepted':
      return { kind: 'plan-judged', accountId, planId: event.plan.planId, refusedFor: null };
    case 'plan-refused':
      return { kind: 'plan-judged', accountId, planId: event.planId, refusedFor: event.why };
    case 'order-sent':
      return { kind: 'order-changed', accountId, clientOrderId: event.clientOrderId, news: 'send' };
    case 'order-heard':
      return { kind: 'order-changed', accountId, clientOrderId: event.clientOrderId, news: event.news };
    case 'fill-booked': {
      const { side, quantity, price } = event.fill;
      const filled = { side, quantity: quantity.toFixed(), price: price.toFixed() };
      return { kind: 'fill-booked', accountId, clientOrderId: event.clientOrderId, ...filled };
    }
    case 'liquidated':
      return { kind: 'account-liquidated', accountId, price: event.fill.price.toFixed() };
    case 'difference-seen':
      return { kind: 'books-differ', accountId, why: event.why };
    case 'alarm-raised':
      return { kind: 'alarm-raised', accountId, about: event.alarm.about, subject: event.alarm.subject };
    case 'halted':
      return { kind: 'account-halted', accountId, cause: event.halt.cause, why: event.halt.why };
    case 'plan-invalidated':
    case 'order-recorded':
    case 'question-answered':
    case 'funding-booked':
    case 'cancel-sent':
    case 'position-opened':
    case 'stop-moved':
    case 'rung-begun':
    case 'rung-ended':
    case 'close-begun':
    case 'trade-closed':
    case 'marked':
    case 'alarm-ended':
    case 'reconciled':
    case 'halt-lifted':
      return null;
    default:
      return event satisfies never;
  }
}
