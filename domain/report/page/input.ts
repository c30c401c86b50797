/** What the public page is made from. */
import type { EpochMs } from '../../market/candles.ts';
import type { FanPoint } from '../chart/input.ts';
import type { ReportInput } from '../input.ts';
import type { PostChange } from '../post/context.ts';
import type { Language } from '../post/wording.ts';

/** Of a page as a whole. */
export interface PageFrame {
  readonly language: Language;
  /** IANA zone in which times are told. */
  readonly zone: string;
  readonly isSimulated: boolean;
  /** Where this page is, without language: `/`, `/slots`. */
  readonly path: string;
  /** Where people reach the site, without a slash at its end. */
  readonly siteUrl: string;
}

/** A release with its place in the ledger. */
export interface PageRelease {
  readonly input: ReportInput;
  readonly ledger: { readonly sequence: number; readonly hash: string };
  readonly committedAt: EpochMs;
  /** Closes before the cutoff, oldest first; empty where they are not kept. */
  readonly closes: readonly { readonly at: EpochMs; readonly price: number }[];
  /** Between the horizons; null: from the horizons themselves. */
  readonly fan: readonly FanPoint[] | null;
  readonly outcomes: readonly PageOutcome[];
  /** Against the last release, where that is known. */
  readonly change: PostChange | null;
}

/** What came of one horizon. */
export interface PageOutcome {
  readonly horizonHours: number;
  readonly at: EpochMs;
  /** Null: the bar is missing for good. */
  readonly price: number | null;
  /** Where the outcome fell in the forecast, 0 … 1; null where it is void. */
  readonly rank: number | null;
}

/** One slot that has passed. */
export interface PageSlot {
  readonly releaseId: string;
  readonly symbol: string;
  readonly cutoff: EpochMs;
  readonly status: ReportInput['status'];
  /** Why there is no forecast. */
  readonly errorCode: string | null;
  readonly action: string;
  readonly horizonsHours: readonly number[];
  readonly outcomes: readonly PageOutcome[];
  readonly hash: string;
}

export interface SlotPages {
  readonly slots: readonly PageSlot[];
  /** All that there are. */
  readonly total: number;
  /** Asks for the next older ones; null at the end. */
  readonly before: number | null;
}
