import type { RiskRule } from '../rule.ts';

export const dailyLoss: RiskRule = {
  name: 'daily-loss',
  about: 'loss of equity since 00:00 UTC, quote units',
  applies: 'entries',
  blocks: 'from',
  defaultLimit: 100,
  source: 'F170 (F175 allows 200)',
  measure: (_, { equityQuote, equityAtDayStartQuote }) => equityAtDayStartQuote - equityQuote,
};
