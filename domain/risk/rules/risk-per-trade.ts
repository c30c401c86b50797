import type { RiskRule } from '../rule.ts';

export const riskPerTrade: RiskRule = {
  name: 'risk-per-trade',
  about: 'loss at the stop with costs, as a fraction of equity; 0 without a stop',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 0.005,
  source: 'F111, strictest (contradiction 4)',
  measure: ({ lossAtStopQuote }, { equityQuote }) => (lossAtStopQuote ?? 0) / equityQuote,
};
