/** Why a release says something else than the one before it. */
import type { Change } from '../../domain/ensemble/what-changed.ts';
import type { EpochMs } from '../../domain/market/candles.ts';

export interface StoredChange {
  /** Cutoff and id of the release that it is measured from. */
  readonly since: EpochMs;
  readonly sinceReleaseId: string;
  /** Ascending; those that both releases have. */
  readonly horizons: readonly (Change & { readonly horizonHours: number })[];
}

export interface ChangeStore {
  /** What is there stays. */
  record(releaseId: string, change: StoredChange): Promise<void>;
  find(releaseId: string): Promise<StoredChange | null>;
  /** The published release of the same symbol, source and stream with the latest cutoff before this one's. */
  publishedBefore(releaseId: string): Promise<string | null>;
}
