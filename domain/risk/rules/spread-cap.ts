import type { RiskRule } from '../rule.ts';

export const spreadCap: RiskRule = {
  name: 'spread-cap',
  about: 'distance between bid and ask, as a fraction of the price',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 0.003,
  source: 'F170, strictest (contradiction 5)',
  measure: (_, { spread }) => spread ?? Number.NaN,
};
