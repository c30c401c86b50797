import type { EpochMs } from '../market/candles.ts';
import type { SentOrder } from './rule.ts';

export const FIVE_MINUTES_MS = 300_000;

/** What was sent less than a window ago. */
export function within(entries: readonly SentOrder[], now: EpochMs, windowMs: number): readonly SentOrder[] {
  return entries.filter(({ time }) => now - time < windowMs);
}
