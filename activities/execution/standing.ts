/** How an account stands, in words and decimals that a person can read. */
import { ordersOf, tradingState } from '../../domain/execution/account/standing.ts';
import type { AccountState } from '../../domain/execution/account/state.ts';
import type { TradingState } from '../../domain/risk/trading-state.ts';
import type { Standing } from './contract.ts';

export function standingOf(state: AccountState, row: TradingState | null): Standing {
  const { book, trade, record, settings } = state;
  return {
    accountId: settings.accountId,
    trading: tradingState(state, row),
    positionBase: book.positionBase.toFixed(),
    cashQuote: book.cashQuote.toFixed(),
    equityQuote: record.equityQuote.toString(),
    trade: trade && { planId: trade.plan.planId, side: trade.plan.side, phase: trade.phase },
    unknownOrders: ordersOf(state).filter((order) => order.state === 'unknown').length,
    alarms: state.alarms.map(({ about, subject }) => `${about}: ${subject}`),
    halts: state.halts.map(({ cause, why }) => `${cause}: ${why}`),
    isReconciled: state.reconciled && state.suspicion === null,
  };
}
