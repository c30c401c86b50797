import type { RiskRule } from '../rule.ts';

export const shortNotAvailable: RiskRule = {
  name: 'short-not-available',
  about: '1 for a short entry, where the market lets an account have none (spot: 0, perpetual: 1)',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 0,
  source: 'METHODS §6',
  measure: ({ side }) => (side === 'sell' ? 1 : 0),
};
