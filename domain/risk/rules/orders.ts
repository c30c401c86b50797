import { DAY_MS, HOUR_MS } from '../../market/candles.ts';
import type { RiskRule } from '../rule.ts';
import { FIVE_MINUTES_MS, within } from '../window.ts';

const orders = (name: string, span: string, windowMs: number, defaultLimit: number, source: string): RiskRule => ({
  name,
  about: `entries in ${span}, this one included`,
  applies: 'entries',
  blocks: 'above',
  defaultLimit,
  source,
  measure: (_, { entries, now }) => within(entries, now, windowMs).length + 1,
});

export const ordersPer5Minutes = orders('orders-per-5-minutes', 'five minutes', FIVE_MINUTES_MS, 5, 'F170');
export const ordersPerHour = orders('orders-per-hour', 'an hour', HOUR_MS, 5, 'F171; no source gives a number');
export const ordersPerDay = orders('orders-per-day', '24 hours', DAY_MS, 7, 'F170');
