/** What is tried beside releases, apart from everything that is published. */
import type { PairedForecast } from '../../domain/ensemble/promotion.ts';
import type { CandidateForecast } from '../../domain/ledger/candidate-forecast.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { LedgerEntry } from './ledger.ts';

export interface TriedRecipe {
  readonly source: SourceKind;
  readonly symbol: string;
  readonly recipe: string;
  /** What it is compared with. */
  readonly beside: string;
}

/** A candidate's forecast of one horizon whose outcome is known. */
export interface UnpairedForecast {
  readonly releaseId: string;
  readonly horizonHours: number;
  readonly issuedAt: EpochMs;
  /** Log-returns on LEVELS as they were committed, shape (103). */
  readonly quantiles: readonly number[];
  /** Log-return that came. */
  readonly outcome: number;
}

export interface CandidateStore {
  /**
   * The ledger entry and the rows for reading, in one transaction. Idempotent by release and recipe: what is there stays and is answered.
   * Throws `store.conflict` where the release was not published under that source.
   */
  issue(source: SourceKind, forecast: CandidateForecast, committedAt: EpochMs): Promise<LedgerEntry>;
  /** Published planned releases with cutoffs after a moment beside which the recipe has said nothing, the oldest first. */
  due(of: Pick<TriedRecipe, 'source' | 'symbol' | 'recipe'>, after: EpochMs): Promise<string[]>;
  /** Ascending by the moment they were issued at. */
  unpaired(of: TriedRecipe): Promise<UnpairedForecast[]>;
  /** Idempotent: what is there stays. */
  pair(recipe: string, releaseId: string, pair: PairedForecast): Promise<void>;
  /** Of forecasts committed at or after a moment, ascending by the moment they were issued at and the horizon. */
  pairs(of: TriedRecipe, since: EpochMs): Promise<PairedForecast[]>;
}
