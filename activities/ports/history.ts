/** What was seen of markets before. */
import type { Candles, EpochMs } from '../../domain/market/candles.ts';

/** Venue candles that were seen before, so that a release fetches only what is new. */
export interface CandleStore {
  /** `series` names venue and variant, e.g. `live:binance`, `simulated:7`. Gaps are simply absent rows. */
  load(series: string, symbol: string, barMs: number, from: EpochMs, to: EpochMs): Promise<Candles>;
  /** Inserts new bars and overwrites revised ones; answers how many stored bars changed their numbers. */
  save(series: string, candles: Candles, seenAt: EpochMs): Promise<{ revised: number }>;
}

/** Embeddings per closed bar, in segments named by the hash of the candles they were computed from. */
export interface EmbeddedSegment {
  readonly segment: string;
  readonly rows: readonly { readonly closeTime: EpochMs; readonly embedding: Float64Array }[];
}

export interface EmbeddingStore {
  /** Which of the segments are stored already. */
  known(spaceId: string, segments: readonly string[]): Promise<ReadonlySet<string>>;
  /** Each segment whole or not at all; a row that is there stays. */
  insert(spaceId: string, segments: readonly EmbeddedSegment[]): Promise<void>;
  /** Exact search, nearest first (ties: earlier close first), among bars of the segments that closed at or before `until`. */
  nearest(query: {
    readonly spaceId: string;
    readonly segments: readonly string[];
    readonly embedding: Float64Array;
    readonly until: EpochMs;
    readonly limit: number;
  }): Promise<{ readonly closeTime: EpochMs; readonly embedding: Float64Array }[]>;
}
