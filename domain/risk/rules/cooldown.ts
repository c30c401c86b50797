import type { RiskRule } from '../rule.ts';

export const cooldown: RiskRule = {
  name: 'cooldown',
  about: 'milliseconds since the symbol was last traded',
  applies: 'entries',
  blocks: 'below',
  defaultLimit: 60_000,
  source: 'F170',
  measure: (_, { now, lastTradedAt }) => (lastTradedAt === null ? Number.POSITIVE_INFINITY : now - lastTradedAt),
};
