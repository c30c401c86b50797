/** The releases of one slot: their ids, seeds and deadlines follow from the slot and the plan alone. */
import { COMMIT_WITHIN_MS } from '../domain/ledger/calendar.ts';
import { plannedReleaseId } from '../domain/ledger/release-id.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../domain/market/candles.ts';
import { slotInstants } from '../domain/market/slots.ts';
import type { CardSettings } from '../domain/trade/settings.ts';
import type { ReleaseRequest, SlotRequest } from './ports.ts';

/** A slot that could not start this long after its instant is not started any more. */
export const CATCH_UP_MS = 10 * MINUTE_MS;

/** What every release of this installation has in common. */
export interface ReleasePlan {
  readonly horizonsHours: readonly number[];
  readonly zone: string;
  readonly seed: string;
  readonly codeVersion: string;
  readonly cards: CardSettings;
  /** See `ReleaseRequest`. */
  readonly stacking?: boolean;
}

/**
 * The releases of the slot's last instant at or before the moment for which it was started: a schedule means that very
 * instant, a person who triggers one means the slot it belongs to. Empty when the catch-up window has passed.
 */
export function planSlotReleases(
  plan: ReleasePlan,
  request: SlotRequest,
  startedFor: EpochMs,
  now: EpochMs,
): ReleaseRequest[] {
  const cutoff = lastInstant(request.slot, plan.zone, startedFor);
  if (cutoff === null || now > cutoff + CATCH_UP_MS) return [];
  return request.symbols.map((symbol) => planned(plan, request.source, symbol, request.slot, cutoff, now));
}

/** Null where the wall time did not occur lately: daylight saving skips one an hour a year. */
function lastInstant(slot: string, zone: string, at: EpochMs): EpochMs | null {
  const wallTime = `${slot.slice(0, 2)}:${slot.slice(2)}`;
  return slotInstants({ zone, slots: [wallTime] }, at - DAY_MS, at + 1).at(-1)?.cutoff ?? null;
}

export function planned(
  plan: ReleasePlan,
  source: SlotRequest['source'],
  symbol: string,
  slot: string,
  cutoff: EpochMs,
  askedAt: EpochMs = cutoff,
): ReleaseRequest {
  return {
    releaseId: plannedReleaseId(source, symbol, slot, cutoff),
    symbol,
    slot,
    stream: 'planned',
    source,
    candleFiles: [],
    cutoff,
    askedAt,
    deadline: cutoff + COMMIT_WITHIN_MS,
    ...plan,
  };
}
