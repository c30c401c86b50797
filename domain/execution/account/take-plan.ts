/** Whether a plan may be traded: once, in time, with its verdict, on a quiet account, and past every risk rule. */
import { judge, type RiskVeto } from '../../risk/judge.ts';
import type { ProposedOrder, RiskState } from '../../risk/rule.ts';
import type { AccountEvent } from './events.ts';
import type { Moment } from './heard.ts';
import { orderEvents } from './make-order.ts';
import { isUncertain } from './order.ts';
import type { ExecutionPlan } from './plan.ts';
import { closable, ordersOf, tradingState } from './standing.ts';
import type { AccountState } from './state.ts';

export function takePlan(
  state: AccountState,
  plan: ExecutionPlan,
  expectedSlippage: number,
  moment: Moment,
): AccountEvent[] {
  const { planId, validUntil } = plan;
  if (state.plansSeen.some((seen) => seen.planId === planId)) return [];
  const { market, now } = moment;
  const refused = (why: string, vetoes: readonly RiskVeto[] = []): AccountEvent[] => [
    { type: 'plan-refused', planId, validUntil, why, vetoes },
  ];
  if (plan.verdict !== 'pass') return refused('the verdict of the plan is not "pass"');
  if (market === null) return refused('no price is known');
  if (now - market.time > state.settings.quoteMaxAgeMs) return refused('the last price is too old');
  if (state.trade !== null || !closable(state).isZero()) return refused('the account is in a trade');
  if (ordersOf(state).some(isUncertain)) return refused('an order of the account is not settled');
  const mark = plan.side === 'LONG' ? market.ask : market.bid;
  const { ok, reasons } = judge(
    proposed(state, plan, mark.toNumber()),
    riskState(state, moment, expectedSlippage),
    state.settings.limits,
  );
  if (!ok) return refused('the risk rules', reasons);
  const order = { leg: 'entry', quantity: plan.quantity, stopPrice: null } as const;
  return [{ type: 'plan-accepted', plan }, ...orderEvents(state, plan, order, now, mark)];
}

function proposed({ settings }: AccountState, plan: ExecutionPlan, mark: number): ProposedOrder {
  const quantityBase = plan.quantity.toNumber();
  return {
    symbol: settings.symbol,
    side: plan.side === 'LONG' ? 'buy' : 'sell',
    intent: 'entry',
    quantityBase,
    notionalQuote: quantityBase * mark,
    lossAtStopQuote: plan.riskQuote,
    validUntil: plan.validUntil,
  };
}

/** The account is flat when it is asked, so nothing is exposed but the order itself. */
function riskState(state: AccountState, { now, row, market }: Moment, expectedSlippage: number): RiskState {
  const { record } = state;
  return {
    now,
    trading: tradingState(state, row),
    equityQuote: record.equityQuote,
    equityAtDayStartQuote: record.dayStartEquityQuote,
    peakEquityQuote: record.peakEquityQuote,
    previousEquityQuote: record.previousEquityQuote,
    closedPnlQuote: record.closedPnlQuote,
    entries: record.entries,
    lastTradedAt: record.lastTradedAt,
    exposed: [],
    spread: market === null ? null : market.ask.minus(market.bid).div(market.bid).toNumber(),
    expectedSlippage,
  };
}
