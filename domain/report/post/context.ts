/** What a post says besides the release itself: where it is recorded, what changed, what forecasts have been worth, when the next one comes. */
import type { PartOfChange } from '../../ensemble/what-changed.ts';
import type { EpochMs } from '../../market/candles.ts';

export interface PostContext {
  /** Null while nothing is committed, in a preview. */
  readonly ledger: { readonly sequence: number; readonly hash: string } | null;
  /** IANA zone of the reader. */
  readonly zone: string;
  /** Null where nothing is planned. */
  readonly nextSlotAt: EpochMs | null;
  readonly change: PostChange | null;
  /** What was published of the symbol so far and has an outcome; null where that is not known. */
  readonly live: LiveRecord | null;
}

/** Against the last published release of the symbol, at the longest horizon; parts sum to the totals (METHODS §9). */
export interface PostChange {
  readonly since: EpochMs;
  /** Change of p_up. */
  readonly direction: readonly PartOfChange[];
  /** Change of ln(q.90 − q.10). */
  readonly width: readonly PartOfChange[];
}

/** Resolved planned releases of one symbol at the longest horizon. */
export interface LiveRecord {
  readonly decisions: number;
  readonly coverage80: number;
  readonly crpsSkillVsClimatology: number;
}
