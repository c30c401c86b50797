import { DAY_MS } from '../../market/candles.ts';
import type { RiskRule } from '../rule.ts';
import { FIVE_MINUTES_MS, within } from '../window.ts';

const turnover = (name: string, span: string, windowMs: number, defaultLimit: number): RiskRule => ({
  name,
  about: `quote units of entries in ${span}, this one included`,
  applies: 'entries',
  blocks: 'above',
  defaultLimit,
  source: 'F170',
  measure: ({ notionalQuote }, { entries, now }) =>
    within(entries, now, windowMs).reduce((sum, entry) => sum + entry.notionalQuote, notionalQuote),
});

export const turnoverPer5Minutes = turnover('turnover-per-5-minutes', 'five minutes', FIVE_MINUTES_MS, 1_000);
export const turnoverPerDay = turnover('turnover-per-day', '24 hours', DAY_MS, 5_000);
