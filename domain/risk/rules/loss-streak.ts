import type { RiskRule } from '../rule.ts';

export const lossStreak: RiskRule = {
  name: 'loss-streak',
  about: 'losing trades in a row',
  applies: 'entries',
  blocks: 'from',
  defaultLimit: 3,
  source: 'F170',
  measure: (_, { closedPnlQuote }) => closedPnlQuote.length - 1 - closedPnlQuote.findLastIndex((pnl) => pnl >= 0),
};
