/** What was asked for, and what became of it. */
import type { LedgerPosition, ReleaseDocument, ReleaseStatus, ReleaseStream } from '../../domain/ledger/document.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { CardSettings } from '../../domain/trade/settings.ts';

/** What was asked for; everything a replay needs besides the stored inputs. */
export interface ReleaseRequest {
  readonly releaseId: string;
  readonly symbol: string;
  readonly slot: string;
  readonly stream: ReleaseStream;
  readonly source: SourceKind;
  /** For `recorded`: absolute paths. */
  readonly candleFiles: readonly string[];
  readonly cutoff: EpochMs;
  readonly askedAt: EpochMs;
  readonly seed: string;
  readonly horizonsHours: readonly number[];
  readonly zone: string;
  readonly codeVersion: string;
  readonly cards: CardSettings;
  /** Whether shares are stacked; absent where each member has what it is worth by itself. */
  readonly stacking?: boolean;
  /** Id of the recipe that was promoted for this market; absent: what the installation runs. */
  readonly recipe?: string;
  /** After this moment the release is late; null: no deadline. */
  readonly deadline: EpochMs | null;
}

/** What a schedule asks for; the slot's instant is the schedule's nominal time. */
export interface SlotRequest {
  /** `1200` */
  readonly slot: string;
  readonly source: 'live' | 'simulated';
  readonly symbols: readonly string[];
}

export interface StoredRelease {
  readonly request: ReleaseRequest;
  readonly status: ReleaseStatus | 'running';
  readonly document: ReleaseDocument | null;
  readonly ledger: LedgerPosition | null;
  readonly timingsMs: Readonly<Record<string, number>>;
  readonly committedAt: EpochMs | null;
}

/** A release without what it says, which takes most of the time of reading it. */
export type ReleaseOutline = Pick<StoredRelease, 'request' | 'status' | 'ledger'>;

export interface NewestReleases {
  readonly symbol?: string;
  readonly source?: SourceKind;
  readonly limit: number;
}

export interface ReleaseStore {
  /** Idempotent by release id. */
  begin(request: ReleaseRequest): Promise<void>;
  find(releaseId: string): Promise<StoredRelease | null>;
  /** The newest first. */
  list(filter: NewestReleases): Promise<StoredRelease[]>;
  outlines(filter: NewestReleases): Promise<ReleaseOutline[]>;
  /** Releases of one symbol and cutoff, whatever their source, whose slot name is `manual` or `manual-N`. */
  manualAt(symbol: string, cutoff: EpochMs): Promise<ReleaseOutline[]>;
  /** Removes a release that ended before anything was recorded of it: a row without a document, and its steps. */
  discard(releaseId: string): Promise<void>;
}
