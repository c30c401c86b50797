/** The newest releases as entries of a feed. */
import type { ReleaseDocument } from '../domain/ledger/document.ts';
import type { FeedEntry } from '../domain/report/feed/entry.ts';
import { postText } from '../domain/report/post/release-post.ts';
import type { StoredRelease, Stores } from './ports.ts';
import { postContext } from './post-context.ts';

const ENTRIES = 50;
/** Looked at for them: releases by hand are among them. */
const LOOKED_AT = 200;

/** Newest first. */
export async function publicEntries(
  { releases }: Pick<Stores, 'releases'>,
  wanted: (document: ReleaseDocument) => boolean,
): Promise<FeedEntry[]> {
  const newest = await releases.list({ limit: LOOKED_AT });
  return newest
    .flatMap((stored) => (stored.document !== null && wanted(stored.document) ? entryOf(stored, stored.document) : []))
    .sort((a, b) => b.committedAt - a.committedAt || (a.releaseId < b.releaseId ? -1 : 1))
    .slice(0, ENTRIES);
}

function entryOf(stored: StoredRelease, document: ReleaseDocument): FeedEntry[] {
  const { ledger, committedAt } = stored;
  if (ledger === null || committedAt === null) return [];
  const { releaseId, symbol, slot, cutoff } = document;
  const title = `${symbol}, ${slot}, ${cutoff.slice(0, 16).replace('T', ' ')} UTC`;
  return [{ releaseId, title, text: postText(document, postContext(stored)), committedAt, hash: ledger.hash }];
}
