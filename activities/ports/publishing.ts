/** Who is told of releases, and what has become of it. */
import type { LedgerPosition, ReleaseDocument } from '../../domain/ledger/document.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { NamedDay } from '../../domain/record/day-root.ts';
import type { Delivery } from '../../domain/publication/decide.ts';
import type { PublicationState } from '../../domain/publication/life.ts';
import type { Publication } from '../../domain/publication/publication.ts';
import type { Timeliness } from '../../domain/publication/timeliness.ts';
import type { DayLine } from '../../domain/record/lines.ts';
import type { PostContext } from '../../domain/report/post/context.ts';
import type { PostPart } from '../../domain/report/post/messages.ts';

/** A release at the moment it is told. */
export interface ToldRelease {
  readonly document: ReleaseDocument;
  readonly ledger: LedgerPosition;
  readonly context: PostContext;
  readonly committedAt: EpochMs;
  readonly at: EpochMs;
  readonly timeliness: Exclude<Timeliness, 'gone'>;
  /** By which the message can be found again: of release, publisher and ledger row. */
  readonly key: string;
}

/** The Merkle root of a day at the moment it is told. */
export interface ToldRoot extends NamedDay, Pick<DayLine, 'entries' | 'root'> {
  /** By which the message can be found again: of day, publisher and root. */
  readonly key: string;
}

export interface Publisher {
  /** `telegram:@channel`, the same from start to start. */
  readonly name: string;
  readonly delivery: Delivery;
  /** Decided once, when the ledger row is written. */
  wants(document: ReleaseDocument): boolean;
  /** The messages, at least one. */
  compose(release: ToldRelease): readonly PostPart[];
  /** Absent: it is not told of the roots of days. */
  readonly root?: {
    wants(source: SourceKind): boolean;
    compose(root: ToldRoot): readonly PostPart[];
  };
  /**
   * Asks once. Answers what names the message over there. Throws AlmanacError `publish.*`, whose world says what happened;
   * whatever else it throws counts as `unknown`.
   */
  send(part: PostPart, told: SentPart): Promise<string | null>;
  /**
   * Whether the message of that number is this part, by an edit that changes nothing where it is. Absent where the other
   * side cannot be asked.
   */
  isThere?(part: PostPart, receipt: string, signal: AbortSignal): Promise<boolean>;
}

export interface SentPart {
  readonly told: ToldRelease | ToldRoot;
  /** The bytes of the part's picture. */
  readonly photo: Uint8Array | null;
  /** What names the first message of the same post over there; null for the first one, and where nothing does. */
  readonly first: string | null;
  readonly signal: AbortSignal;
}

/** The outbox: one row per release and publisher, written with the ledger row. */
export interface PublicationStore {
  find(releaseId: string, publisher: string): Promise<Publication | null>;
  list(filter: {
    readonly releaseId?: string;
    readonly states?: readonly PublicationState[];
    readonly limit: number;
  }): Promise<Publication[]>;
  /**
   * What may be sent now, oldest first, and what was claimed at or before `claimedBefore` and never told of again; while
   * the publisher asked to be left alone, only the latter.
   */
  due(ask: {
    readonly publisher: string;
    readonly now: EpochMs;
    readonly claimedBefore: EpochMs;
    readonly releaseId?: string;
    readonly limit: number;
  }): Promise<Publication[]>;
  /** What was ever tried to send of the releases of a source, by release and publisher, after the ones named. */
  told(ask: {
    readonly source: SourceKind;
    readonly after: { readonly releaseId: string; readonly publisher: string };
    readonly limit: number;
  }): Promise<Publication[]>;
  /** One row for each publisher, all or none; those that are there stay as they are. */
  promise(name: string, publishers: readonly string[], committedAt: EpochMs): Promise<void>;
  /** The last day (`2026-11-20`) whose root was promised to anybody; null: none yet. */
  lastRoot(source: SourceKind): Promise<string | null>;
  /** The same of `told` for the roots of days. */
  toldRoots(source: SourceKind): Promise<Publication[]>;
  /** False, and nothing changes, where somebody else has changed it meanwhile. */
  replace(before: Publication, after: Publication): Promise<boolean>;
}
