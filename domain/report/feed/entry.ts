import type { EpochMs } from '../../market/candles.ts';

/** One release in a feed, or the root of one day. */
export interface FeedEntry {
  /** Of a root its own name (`root:live:2026-11-20`). */
  readonly releaseId: string;
  readonly title: string;
  readonly text: string;
  readonly committedAt: EpochMs;
  /** Of the root of a day: which, `2026-11-20`. */
  readonly day?: string;
  /** Hash of its ledger row; of a day its root. */
  readonly hash: string;
}

export interface FeedSite {
  readonly title: string;
  /** Address of the public page; null: it has none, and entries carry no links. */
  readonly url: string | null;
}

/** A root leads to the record that it is made of. */
export function entryUrl({ url }: FeedSite, { releaseId, day }: FeedEntry): string | null {
  if (url === null) return null;
  return day === undefined ? `${url}/v1/releases/${releaseId}` : `${url}/v1/record`;
}

export function isoMoment(at: EpochMs): string {
  return new Date(at).toISOString();
}
