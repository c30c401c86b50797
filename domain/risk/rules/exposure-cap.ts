import type { RiskRule } from '../rule.ts';

export const exposureCap: RiskRule = {
  name: 'exposure-cap',
  about: 'everything held or being bought, as a multiple of equity',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 3,
  source: 'contradiction 4, of all positions together',
  measure: (order, { exposed, equityQuote }) =>
    exposed.reduce((sum, { notionalQuote }) => sum + notionalQuote, order.notionalQuote) / equityQuote,
};
