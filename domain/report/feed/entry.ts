import type { EpochMs } from '../../market/candles.ts';

/** One release in a feed. */
export interface FeedEntry {
  readonly releaseId: string;
  readonly title: string;
  readonly text: string;
  readonly committedAt: EpochMs;
  /** Hash of its ledger row. */
  readonly hash: string;
}

export interface FeedSite {
  readonly title: string;
  /** Address of the public page; null: it has none, and entries carry no links. */
  readonly url: string | null;
}

export function entryUrl({ url }: FeedSite, { releaseId }: FeedEntry): string | null {
  return url === null ? null : `${url}/v1/releases/${releaseId}`;
}

export function isoMoment(at: EpochMs): string {
  return new Date(at).toISOString();
}
