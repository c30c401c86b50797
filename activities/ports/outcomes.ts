/** What became of forecasts. */
import type { BlockEffects, Cause } from '../../domain/ensemble/miss-cause.ts';
import type { OutcomeBody } from '../../domain/ledger/outcome-entry.ts';
import type { OutcomeTag } from '../../domain/ledger/outcome-tags.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { LiveRecord } from '../../domain/report/post/context.ts';
import type { LedgerEntry } from './ledger.ts';

export interface StoredOutcome {
  readonly body: OutcomeBody;
  readonly entry: LedgerEntry;
}

export interface OutcomeFilter {
  readonly source: SourceKind;
  /** Only of releases whose cutoff lies at or before this moment. */
  readonly until?: EpochMs;
  readonly limit: number;
}

export interface OutcomeCause {
  readonly horizonHours: number;
  /** Outside the 80 % interval. */
  readonly miss: boolean;
  readonly effects: BlockEffects;
  /** Null of what was no miss, and while too little is known. */
  readonly cause: Cause | null;
  readonly tags: readonly OutcomeTag[];
}

export interface OutcomeStore {
  /**
   * The ledger entry and the row for reading, in one transaction. Idempotent by release and horizon: what is there stays and is
   * answered. Throws `store.conflict` where the release is not committed under that source.
   */
  record(source: SourceKind, outcome: OutcomeBody, resolvedAt: EpochMs): Promise<LedgerEntry>;
  /** Ascending by horizon. */
  of(releaseId: string): Promise<StoredOutcome[]>;
  /** Idempotent: what is there stays. */
  explain(releaseId: string, cause: OutcomeCause): Promise<void>;
  /** Ascending by horizon. */
  causesOf(releaseId: string): Promise<OutcomeCause[]>;
  /** Of outcomes that lay inside their 80 % intervals, the newest first. */
  effectsOfHits(of: {
    readonly source: SourceKind;
    readonly symbol: string;
    readonly horizonHours: number;
  }): Promise<BlockEffects[]>;
  /** Published releases of which a horizon has no outcome yet, the oldest cutoff first. */
  unresolved(filter: OutcomeFilter): Promise<{ readonly releaseId: string; readonly cutoff: EpochMs }[]>;
  /** Over the resolved planned releases of a symbol at one horizon; null before there is one. */
  worth(of: {
    readonly source: SourceKind;
    readonly symbol: string;
    readonly horizonHours: number;
  }): Promise<LiveRecord | null>;
}
