/** A forecast that is posted late must not look new (P1). */
import type { ReleaseDocument } from '../ledger/document.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type EpochMs } from '../market/candles.ts';

/**
 * `new`: posted as it is. `late`: with its age. `over`: its first horizon has passed, so only that it was made and where it
 * can be read. `gone`: so old that nobody is told any more.
 */
export type Timeliness = 'new' | 'late' | 'over' | 'gone';

const NEW_FOR_MS = 15 * MINUTE_MS;
const TOLD_FOR_MS = 3 * DAY_MS;

/** @example timelinessOf(document, committedAt, committedAt + 3_600_000) // 'late' */
export function timelinessOf(
  { cutoff, forecasts }: Pick<ReleaseDocument, 'cutoff' | 'forecasts'>,
  committedAt: EpochMs,
  now: EpochMs,
): Timeliness {
  if (now > committedAt + TOLD_FOR_MS) return 'gone';
  if (now <= committedAt + NEW_FOR_MS) return 'new';
  const firstHorizon = Math.min(...forecasts.map(({ horizonHours }) => horizonHours));
  return now < Date.parse(cutoff) + firstHorizon * HOUR_MS ? 'late' : 'over';
}
