import type { RiskRule } from '../rule.ts';

export const slippageCap: RiskRule = {
  name: 'slippage-cap',
  about: 'expected slippage, as a fraction of the price',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 0.001,
  source: 'F170, strictest (contradiction 5)',
  measure: (_, { expectedSlippage }) => expectedSlippage ?? Number.NaN,
};
