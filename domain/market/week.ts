import { DAY_MS, type EpochMs } from './candles.ts';

export const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05, the first Monday of the epoch. */
const FIRST_MONDAY = 4 * DAY_MS;

/** The last Monday 00:00 UTC at or before a moment: where learned state is recomputed (DESIGN §10). */
export function weeklyBoundary(at: EpochMs): EpochMs {
  return FIRST_MONDAY + Math.floor((at - FIRST_MONDAY) / WEEK_MS) * WEEK_MS;
}
