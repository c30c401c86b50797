import type { RiskRule } from '../rule.ts';

export const maxDrawdown: RiskRule = {
  name: 'max-drawdown',
  about: 'fall of equity from its peak, as a fraction, in both of the last two readings',
  applies: 'entries',
  blocks: 'from',
  defaultLimit: 0.1,
  source: 'F170; two readings: INCIDENTS O17',
  measure: (_, { equityQuote, previousEquityQuote, peakEquityQuote }) =>
    peakEquityQuote > 0 ? (peakEquityQuote - Math.max(equityQuote, previousEquityQuote)) / peakEquityQuote : 0,
};
