/** What follows at once from something heard. What else is to be done then, the policies of `follow/` say. */
import { ZERO } from '../../accounting/money.ts';
import { afterAnswer, isAbsent } from '../orders/settlement.ts';
import type { AccountEvent } from './events.ts';
import type { Heard, Moment } from './heard.ts';
import { reconcile } from './reconcile.ts';
import type { AccountState } from './state.ts';
import { takePlan } from './take-plan.ts';
import { fillEvents, fundingEvents, liquidationEvents, reportEvents } from './told.ts';

const MARK_EVERY_MS = 60_000;

export function decide(state: AccountState, heard: Heard, moment: Moment): AccountEvent[] {
  switch (heard.kind) {
    case 'time':
      return markEvents(state, moment);
    case 'take-over':
      return [{ type: 'token-taken', token: heard.token, time: moment.now }];
    case 'plan':
      return takePlan(state, heard.plan, heard.expectedSlippage, moment);
    case 'invalidate':
      return state.trade?.plan.planId === heard.planId && state.trade.invalidatedBy === null
        ? [{ type: 'plan-invalidated', why: heard.why }]
        : [];
    case 'report':
      return reportEvents(state, heard, moment.now);
    case 'fill':
      return fillEvents(state, heard, moment.now);
    case 'funding':
      return fundingEvents(state, heard);
    case 'liquidated':
      return liquidationEvents(state, heard.fill, moment.now);
    case 'answer':
      return answerEvents(state, heard, moment.now);
    case 'pulled':
      return reconcile(state, heard.pulled, moment.now, heard.askedAt);
    case 'lift-halts':
      return state.reconciled && state.suspicion === null
        ? [...new Set(state.halts.map(({ cause }) => cause))].map((cause) => ({ type: 'halt-lifted', cause }))
        : [];
    default:
      return heard satisfies never;
  }
}

function answerEvents(state: AccountState, heard: Heard & { kind: 'answer' }, now: number): AccountEvent[] {
  const { clientOrderId, question, answer } = heard;
  const settlement = state.orders[clientOrderId]?.settlement ?? null;
  if (settlement === null) return [];
  const answered: AccountEvent = { type: 'question-answered', clientOrderId, question, answer, time: now };
  if (!isAbsent(afterAnswer(settlement, question, answer, now, state.settings.settlingMs))) return [answered];
  return [answered, { type: 'order-heard', clientOrderId, news: 'not-there', executed: ZERO, time: now }];
}

function markEvents({ record, trade }: AccountState, { now, market }: Moment): AccountEvent[] {
  if (market === null || now - record.markedAt < MARK_EVERY_MS) return [];
  const mark = trade?.plan.side === 'SHORT' ? market.ask : market.bid;
  return [{ type: 'marked', mark, time: now }];
}
