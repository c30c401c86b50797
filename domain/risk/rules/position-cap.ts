import { heldBase } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

export const positionCap: RiskRule = {
  name: 'position-cap',
  about: 'what the symbol would hold, base units',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 0.1,
  source: 'F175, for BTC; other coins need a limit of their own',
  measure: (order, { exposed }) => heldBase(order, exposed),
};
