import type { RiskRule } from '../rule.ts';

export const openPositions: RiskRule = {
  name: 'open-positions',
  about: 'symbols held or being bought',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 3,
  source: 'F112',
  measure: (order, { exposed }) => new Set([order.symbol, ...exposed.map(({ symbol }) => symbol)]).size,
};
