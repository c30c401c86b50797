/** What readers of the record ask for: newest first, in pages. */
import type { ReleaseStream } from '../../domain/ledger/document.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { PublicationState } from '../../domain/publication/life.ts';
import type { LedgerEntry } from './ledger.ts';
import type { StoredRelease } from './releases.ts';

export interface ReleaseFilter {
  readonly source: SourceKind;
  readonly symbol?: string;
  /** All of them when absent. */
  readonly streams?: readonly ReleaseStream[];
}

export interface ReaderStore {
  /** Ledger entries of committed releases, newest first by their place in the chain; `before` is a sequence. */
  releases(filter: ReleaseFilter & { readonly before?: number; readonly limit: number }): Promise<LedgerEntry[]>;
  count(filter: ReleaseFilter): Promise<number>;
  /** The newest one that holds a forecast. */
  newest(filter: ReleaseFilter): Promise<StoredRelease | null>;
  /** In no order; what is not there is left out. */
  byKey(source: SourceKind, kind: LedgerEntry['kind'], keys: readonly string[]): Promise<LedgerEntry[]>;
  publicationCounts(): Promise<ReadonlyMap<PublicationState, number>>;
  /** Of the last settled planned forecasts of each horizon: how many there are, at most `last`, and of how many the 80 % range held. */
  recentCoverage(
    source: SourceKind,
    last: number,
  ): Promise<readonly { readonly horizonHours: number; readonly count: number; readonly held: number }[]>;
}
