/** The record. */
import type { LedgerPosition, ReleaseDocument } from '../../domain/ledger/document.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';

export interface LedgerEntry extends LedgerPosition {
  readonly source: SourceKind;
  readonly kind: 'release' | 'outcome' | 'rule' | 'calendar' | 'correction' | 'candidate';
  readonly schema: number;
  /** Unique within (source, kind): release id, calendar instant … */
  readonly key: string;
  readonly committedAt: EpochMs;
  /** Canonical JSON (RFC 8785) of the body. */
  readonly body: string;
}

/** One chain per source. Sequence = head + 1 under a row lock on the chain's head, in the transaction that inserts. */
export interface LedgerStore {
  /** Idempotent: if (source, kind, key) is there, the stored entry is returned and nothing changes. */
  append(
    entry: Pick<LedgerEntry, 'source' | 'kind' | 'schema' | 'key' | 'body'>,
    committedAt: EpochMs,
    /** Completed in the same transaction. */
    release?: { readonly document: ReleaseDocument; readonly publications: readonly { readonly publisher: string }[] },
  ): Promise<LedgerEntry>;
  find(source: SourceKind, kind: LedgerEntry['kind'], key: string): Promise<LedgerEntry | null>;
  head(source: SourceKind): Promise<LedgerPosition | null>;
  /** Ascending by sequence; a long chain is read in parts, each after the sequence the one before ended with. */
  entries(
    source: SourceKind,
    filter?: {
      readonly kind?: LedgerEntry['kind'];
      readonly after?: number;
      readonly limit?: number;
      /** Committed at or after, and before. */
      readonly committed?: { readonly from: EpochMs; readonly to: EpochMs };
    },
  ): Promise<LedgerEntry[]>;
}
