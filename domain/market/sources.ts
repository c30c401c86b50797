import type { EpochMs } from './candles.ts';

/** Where the prices of a release come from; each kind has a ledger chain of its own (DESIGN §10). */
export const SOURCE_KINDS = ['live', 'recorded', 'simulated'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Rows as a venue or a file gave them, unchecked: `[openTimeMs, open, high, low, close, volume]`. */
export type CandleRow = readonly [number, number, number, number, number, number];

/** The book at its own time: best prices first, `[price in quote, quantity in base]`. */
export interface OrderBookSnapshot {
  readonly availableAt: EpochMs;
  readonly bids: readonly (readonly [number, number])[];
  readonly asks: readonly (readonly [number, number])[];
}

/** Perpetual futures as one venue saw them; null where the venue does not say. */
export interface DerivativesSnapshot {
  readonly availableAt: EpochMs;
  /** Fraction per funding interval (0.0001 = 0.01 %). */
  readonly fundingRate: number | null;
  readonly nextFundingTime: EpochMs | null;
  readonly markPrice: number | null;
  readonly indexPrice: number | null;
  /** Base units. */
  readonly openInterest: number | null;
}

/** What became of one source in one release. `absent` sources have weight zero and are named with the reason. */
export interface SourceReport {
  readonly name: string;
  readonly status: 'ok' | 'absent' | 'degraded';
  /** When the newest thing it told became known; null when it told nothing. */
  readonly availableAt: EpochMs | null;
  readonly reason: string | null;
  /** Named findings that were survived: older gaps, identical duplicates dropped, revised bars … */
  readonly findings: readonly string[];
}
