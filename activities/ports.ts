/** What activities need from the outside, as interfaces; adapters implement them, apps wire them. */
import type {
  ArtefactRef,
  LedgerPosition,
  ReleaseDocument,
  ReleaseStatus,
  ReleaseStream,
} from '../domain/ledger/document.ts';
import type { RegisteredModel, RegisteredWatch } from '../domain/ensemble/registered.ts';
import type { Candles, EpochMs } from '../domain/market/candles.ts';
import type { ReportBlock } from '../domain/report/blocks.ts';
import type { CardSettings } from '../domain/trade/settings.ts';
import type { CandleRow, DerivativesSnapshot, OrderBookSnapshot, SourceKind } from '../domain/market/sources.ts';

export interface Clock {
  now(): EpochMs;
}

// ── objects ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Keys are `/`-separated names of letters, digits, `.`, `-`, `_`. First write wins; stored bytes never change. */
export interface ObjectStore {
  /** Writes if nothing is there (If-None-Match: *). `existed`: something was there, and stays. */
  putIfAbsent(key: string, bytes: Uint8Array, contentType: string): Promise<'written' | 'existed'>;
  /** Throws AlmanacError `store.corrupt` when the key is absent. */
  get(key: string): Promise<Uint8Array>;
  /** Null when absent. */
  find(key: string): Promise<Uint8Array | null>;
  /** Keys under a prefix, ascending. */
  list(prefix: string): Promise<string[]>;
  /** Throws AlmanacError `store.unreachable` when it cannot be used. */
  check(): Promise<void>;
}

// ── tables (Parquet) ─────────────────────────────────────────────────────────────────────────────────────────────

export type Column =
  | { readonly name: string; readonly type: 'double'; readonly values: ArrayLike<number | null> }
  /** Whole numbers within ±2^53. */
  | { readonly name: string; readonly type: 'int64'; readonly values: ArrayLike<number | null> }
  | { readonly name: string; readonly type: 'utf8'; readonly values: ArrayLike<string | null> }
  | { readonly name: string; readonly type: 'boolean'; readonly values: ArrayLike<boolean | null> };

/** Columns of equal length. NaN in a double column is stored as null. Equal tables encode to equal bytes. */
export interface Table {
  readonly columns: readonly Column[];
}

export interface TableCodec {
  encode(table: Table): Promise<Uint8Array>;
  decode(bytes: Uint8Array): Promise<Table>;
}

// ── database ─────────────────────────────────────────────────────────────────────────────────────────────────────

export type SqlValue = string | number | boolean | null | Date | Uint8Array | readonly SqlValue[];
export type Row = Record<string, unknown>;

export interface Queryable {
  /** `$1 …` placeholders; rows with int8 as number, numeric as string, jsonb parsed, timestamptz as Date. */
  query<R extends Row = Row>(sql: string, values?: readonly SqlValue[]): Promise<R[]>;
}

/** PostgreSQL, or PGlite in this process: one port, one contract suite. */
export interface Database extends Queryable, AsyncDisposable {
  readonly kind: 'postgres' | 'pglite';
  transaction<T>(work: (inside: Queryable) => Promise<T>): Promise<T>;
  /** Several statements without parameters, for migrations. */
  execute(sql: string): Promise<void>;
  check(): Promise<void>;
}

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

export interface ReleaseStore {
  /** Idempotent by release id. */
  begin(request: ReleaseRequest): Promise<void>;
  find(releaseId: string): Promise<StoredRelease | null>;
  list(filter: { symbol?: string; source?: SourceKind; limit: number }): Promise<StoredRelease[]>;
  /** Releases of one symbol and cutoff, whatever their source, whose slot name is `manual` or `manual-N`. */
  manualAt(symbol: string, cutoff: EpochMs): Promise<StoredRelease[]>;
  /** Removes a release that ended before anything was recorded of it: a row without a document, and its steps. */
  discard(releaseId: string): Promise<void>;
}

/** Rows of one step, written in one transaction with the references of its artefacts; a second write of the same step is a no-op. */
export interface StepRecord {
  readonly releaseId: string;
  readonly step: string;
  readonly inputSha256: string;
  readonly artefacts: readonly ArtefactRef[];
  readonly durationMs: number;
  readonly rows: readonly { readonly table: StepTable; readonly rows: readonly Row[] }[];
}

export const STEP_TABLES = [
  'source_health',
  'features_snapshot',
  'regimes',
  'similar_windows',
  'model_forecasts',
  'ensemble_weights',
  'forecasts',
  'scenarios',
  'trade_cards',
  'explanations',
  'model_registry',
  'coverage_watches',
] as const;
export type StepTable = (typeof STEP_TABLES)[number];

export interface StepStore {
  record(step: StepRecord): Promise<void>;
  artefacts(releaseId: string): Promise<(ArtefactRef & { readonly step: string })[]>;
  timings(releaseId: string): Promise<Record<string, number>>;
}

export interface RegistryFilter {
  readonly symbol?: string;
  readonly source?: SourceKind;
  /** Only, or not, what belongs to this learned state. */
  readonly learnedKey?: string;
  readonly otherThan?: string;
  /** Only what was learned up to boundaries at or before this moment. */
  readonly until?: EpochMs;
}

/** What was learned when, and what it was worth. Entries that are not what they should be throw `store.corrupt`. */
export interface RegistryStore {
  /** Rows of a retraining: they belong to no release. A row that is there takes the new values. */
  record(rows: StepRecord['rows']): Promise<void>;
  /** The newest entry of every member by source, symbol and name: of the latest boundary, there the one recorded last. */
  newest(filter: RegistryFilter): Promise<RegisteredModel[]>;
  /** Ascending by horizon; empty when that state's rehearsal was never watched. */
  watches(learnedKey: string): Promise<RegisteredWatch[]>;
}

export interface LedgerEntry extends LedgerPosition {
  readonly source: SourceKind;
  readonly kind: 'release' | 'outcome' | 'rule' | 'calendar' | 'correction';
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
  /** Ascending by sequence. */
  entries(source: SourceKind, filter?: { kind?: LedgerEntry['kind'] }): Promise<LedgerEntry[]>;
}

/** What publishers are to be told, written with the ledger row. */
export interface PublicationStore {
  /** Publishers that have not been told of a release yet. */
  pending(releaseId: string): Promise<string[]>;
  settle(releaseId: string, publisher: string, state: 'sent' | 'unknown', at: EpochMs): Promise<void>;
}

/** Venue candles that were seen before, so that a release fetches only what is new. */
export interface CandleStore {
  /** `series` names venue and variant, e.g. `live:binance`, `simulated:7`. Gaps are simply absent rows. */
  load(series: string, symbol: string, barMs: number, from: EpochMs, to: EpochMs): Promise<Candles>;
  /** Inserts new bars and overwrites revised ones; answers how many stored bars changed their numbers. */
  save(series: string, candles: Candles, seenAt: EpochMs): Promise<{ revised: number }>;
}

/** Embeddings per closed bar, in segments named by the hash of the candles they were computed from. */
export interface EmbeddingStore {
  /** Which of the segments are stored already. */
  known(spaceId: string, segments: readonly string[]): Promise<ReadonlySet<string>>;
  insert(
    spaceId: string,
    segment: string,
    rows: readonly { readonly closeTime: EpochMs; readonly embedding: Float64Array }[],
  ): Promise<void>;
  /** Exact search, nearest first (ties: earlier close first), among bars of the segments that closed at or before `until`. */
  nearest(query: {
    readonly spaceId: string;
    readonly segments: readonly string[];
    readonly embedding: Float64Array;
    readonly until: EpochMs;
    readonly limit: number;
  }): Promise<{ readonly closeTime: EpochMs; readonly embedding: Float64Array }[]>;
}

export interface Stores {
  readonly releases: ReleaseStore;
  readonly steps: StepStore;
  readonly registry: RegistryStore;
  readonly ledger: LedgerStore;
  readonly publications: PublicationStore;
  readonly candles: CandleStore;
  readonly embeddings: EmbeddingStore;
}

// ── market ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Prices as one venue gave them; unchecked. */
export interface PriceAnswer {
  /** `binance`, or `recorded`. */
  readonly venue: string;
  /** Names the series for the candle store; null: do not store (files are their own store). */
  readonly series: string | null;
  readonly rows: readonly CandleRow[];
  readonly barMs: number;
  /** Venues asked before in vain, with the reason. */
  readonly passedOver: readonly { readonly venue: string; readonly reason: string }[];
  /** What the source itself noticed and survived: hours built from minutes, a clock that is off … */
  readonly findings?: readonly string[];
}

export interface MarketSource {
  readonly kind: SourceKind;
  /**
   * Rows opening in [from, cutoff): paged forward until the cutoff; the bar still open is left out by time, never by
   * position. `stored(series)` tells what the candle store has of a series, so that only the rest is fetched.
   * Throws `source.unreachable` when no venue answers and `input.unknown-symbol` when no venue that answered knows it.
   */
  prices(
    request: { readonly symbol: string; readonly barMs: number; readonly from: EpochMs; readonly cutoff: EpochMs },
    stored: (series: string) => Promise<Candles>,
    signal: AbortSignal,
  ): Promise<PriceAnswer>;
  /** Closes of the last bars up to the cutoff at a second venue, not `primary`; null when no other venue answers. */
  secondOpinion(
    request: { readonly symbol: string; readonly barMs: number; readonly cutoff: EpochMs; readonly primary: string },
    signal: AbortSignal,
  ): Promise<{ readonly venue: string; readonly rows: readonly CandleRow[] } | null>;
  /** Whether any venue (any file) answers at all, quickly. @throws AlmanacError source.unreachable naming each and why. */
  reach(signal: AbortSignal): Promise<void>;
  /** Close of the last bar a file source has of a symbol; null where the clock decides. */
  lastClose(symbol: string, barMs: number): Promise<EpochMs | null>;
  /** These two throw when the source is absent; the message becomes the named reason. */
  orderBook(symbol: string, signal: AbortSignal): Promise<OrderBookSnapshot>;
  derivatives(symbol: string, signal: AbortSignal): Promise<DerivativesSnapshot>;
}

/** Opens the source a request names. */
export interface MarketSources {
  open(request: {
    readonly source: SourceKind;
    readonly candleFiles: readonly string[];
    readonly seed: string;
    readonly cutoff: EpochMs;
  }): Promise<MarketSource>;
}

// ── computing ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Runs a named pure function of `domain` in a worker thread that is killed when the time limit passes. */
export interface Compute {
  run<T>(task: string, input: unknown, limits: { readonly timeoutMs: number }): Promise<T>;
}

// ── drawing and telling ──────────────────────────────────────────────────────────────────────────────────────────

/** An ECharts option (plain JSON) to SVG text and PNG bytes; deterministic. */
export interface ChartRenderer {
  render(
    option: unknown,
    size: { readonly width: number; readonly height: number },
  ): Promise<{ svg: string; png: Uint8Array }>;
}

/** Blocks of a report to PDF bytes; deterministic for the same blocks and date. */
export interface PdfRenderer {
  render(report: {
    readonly title: string;
    readonly date: EpochMs;
    readonly blocks: readonly ReportBlock[];
  }): Promise<Uint8Array>;
}

export interface Publisher {
  readonly name: string;
  /** `text` carries the hash of the ledger row. */
  publish(post: { readonly document: ReleaseDocument; readonly text: string }): Promise<void>;
}

export interface Ports {
  readonly clock: Clock;
  readonly objects: ObjectStore;
  readonly tables: TableCodec;
  readonly stores: Stores;
  readonly sources: MarketSources;
  readonly compute: Compute;
  readonly charts: ChartRenderer;
  readonly pdf: PdfRenderer;
  readonly publishers: readonly Publisher[];
}
