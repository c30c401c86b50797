import type { RiskRule } from '../rule.ts';

export const cardValidity: RiskRule = {
  name: 'card-validity',
  about: 'milliseconds since the card behind the order ended',
  applies: 'entries',
  blocks: 'from',
  defaultLimit: 0,
  source: 'INCIDENTS 2.3',
  measure: ({ validUntil }, { now }) => (validUntil === null ? Number.NEGATIVE_INFINITY : now - validUntil),
};
