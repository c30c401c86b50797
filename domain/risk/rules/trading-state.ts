import type { RiskRule } from '../rule.ts';

export const tradingState: RiskRule = {
  name: 'trading-state',
  about: 'whether the trading state forbids this order, 0 or 1',
  applies: 'every order',
  blocks: 'above',
  defaultLimit: 0,
  source: 'INCIDENTS 2.2',
  measure: ({ intent }, { trading }) => (trading === 'normal' || (trading === 'reduce' && intent === 'exit') ? 0 : 1),
};
