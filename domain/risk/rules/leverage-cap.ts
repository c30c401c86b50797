import { heldNotional } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

export const leverageCap: RiskRule = {
  name: 'leverage-cap',
  about: 'what the symbol would hold, as a multiple of equity',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 3,
  source: 'contradiction 4',
  measure: (order, { exposed, equityQuote }) => heldNotional(order, exposed) / equityQuote,
};
