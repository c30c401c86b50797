/** What the database knows of how things are. */
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { IntervalOutcome } from '../../domain/scoring/coverage-alarm.ts';
import type { PublisherVitals } from '../../domain/watch/vitals.ts';

export interface WatchedOutcomes {
  readonly symbol: string;
  readonly horizonHours: number;
  /** Ascending by the moment they were issued at. */
  readonly outcomes: readonly IntervalOutcome[];
}

export interface VitalsStore {
  /** One per kind of publisher that was ever to be told. */
  publishers(): Promise<PublisherVitals[]>;
  /** Of planned releases issued at or after a moment. */
  outcomes(source: SourceKind, since: EpochMs): Promise<WatchedOutcomes[]>;
  newestEntryAt(source: SourceKind): Promise<EpochMs | null>;
  /** By the clock of the database. */
  now(): Promise<EpochMs>;
}
