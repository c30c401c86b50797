import type { ProposedOrder, RiskState } from '../../../domain/risk/rule.ts';

export const entry: ProposedOrder = {
  symbol: 'BTC/USDT',
  side: 'buy',
  intent: 'entry',
  quantityBase: 0.005,
  notionalQuote: 200,
  lossAtStopQuote: 4,
  validUntil: null,
};

export const exit: ProposedOrder = { ...entry, side: 'sell', intent: 'exit' };

/** An account of 1,000 on which nothing has happened. */
export const calm: RiskState = {
  now: Date.parse('2026-11-20T10:00Z'),
  trading: 'normal',
  equityQuote: 1_000,
  equityAtDayStartQuote: 1_000,
  peakEquityQuote: 1_000,
  previousEquityQuote: 1_000,
  closedPnlQuote: [],
  entries: [],
  lastTradedAt: null,
  exposed: [],
  spread: 0.0005,
  expectedSlippage: 0.0005,
};
