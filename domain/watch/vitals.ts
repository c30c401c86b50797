/** What a running Almanac can be told apart by from one that has stopped: facts, without a verdict. */
import type { EpochMs } from '../market/candles.ts';
import type { ReleaseStatus } from '../ledger/document.ts';
import type { CoverageWatch } from '../scoring/coverage-alarm.ts';

export interface Vitals {
  readonly at: EpochMs;
  /** Null: the database does not answer. */
  readonly record: RecordVitals | null;
  /** Null: the engine was not looked at. */
  readonly engine: EngineVitals | null;
  /** Share of the disk under the data that is used; null: no data lies on this machine. */
  readonly diskUsed: number | null;
  /** The clock of the database less ours; null: both are one. */
  readonly clockOffsetMs: number | null;
}

/** What the database knows. */
export interface RecordVitals {
  /** Planned slots that are due, of the last days, ascending by time; per symbol. */
  readonly slots: readonly DueSlot[];
  /** Since when there is a calendar; null: nothing was ever planned. */
  readonly plannedSince: EpochMs | null;
  readonly newestEntryAt: EpochMs | null;
  readonly publishers: readonly PublisherVitals[];
  readonly coverage: readonly WatchedHorizon[];
  /** Releases with a horizon that should have been settled a day ago. */
  readonly outcomesOverdue: number;
  readonly accounts: readonly AccountVitals[];
}

export interface DueSlot {
  readonly symbol: string;
  readonly cutoff: EpochMs;
  /** Null: there is no row. */
  readonly status: ReleaseStatus | null;
  /** Why there is no forecast. */
  readonly code: string | null;
}

export interface PublisherVitals {
  /** `telegram`, without the channel. */
  readonly publisher: string;
  /** Asked for, and nobody knows whether they are there. */
  readonly unknown: number;
  /** When the oldest release was committed that it was not told yet; null: nothing waits. */
  readonly waitingSince: EpochMs | null;
}

export interface WatchedHorizon {
  readonly symbol: string;
  readonly horizonHours: number;
  readonly watch: CoverageWatch;
}

/** What an account calls for a person for, besides orders that are unknown. */
export const POSITION_ALARMS = ['unprotected', 'stop-refused', 'exit-refused'] as const;
export type PositionAlarm = (typeof POSITION_ALARMS)[number];

export interface AccountVitals {
  readonly accountId: string;
  readonly mode: 'paper' | 'live';
  /** Somebody has to work on it: on paper always; of real money while it may enter, or anything is held or may still fill. */
  readonly needsExecutor: boolean;
  readonly isHalted: boolean;
  readonly ordersUnknown: number;
  /** One word per alarm that is open; unknown orders are counted above. */
  readonly alarms: readonly PositionAlarm[];
}

export interface EngineVitals {
  readonly answers: boolean;
  /** When somebody last asked a queue for work; null: nobody does. */
  readonly queues: readonly { readonly queue: string; readonly polledAt: EpochMs | null }[];
}
