import { correlatedNotional } from '../exposure.ts';
import type { RiskRule } from '../rule.ts';

export const correlatedExposure: RiskRule = {
  name: 'correlated-exposure',
  about: 'one position of the same variance, as a multiple of equity',
  applies: 'entries',
  blocks: 'above',
  defaultLimit: 1,
  source: 'F173; the limit is ours: as much as everything in one coin, nothing borrowed',
  measure: (order, { exposed, equityQuote }) => correlatedNotional(order, exposed) / equityQuote,
};
