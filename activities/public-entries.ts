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
  stores: Pick<Stores, 'releases' | 'ledger' | 'changes' | 'outcomes'>,
  wanted: (document: ReleaseDocument) => boolean,
): Promise<FeedEntry[]> {
  const listed = await stores.releases.list({ limit: LOOKED_AT });
  const newest = listed
    .flatMap((stored) =>
      stored.document !== null && wanted(stored.document) ? committedAs(stored, stored.document) : [],
    )
    .sort((a, b) => b.committedAt - a.committedAt || (a.releaseId < b.releaseId ? -1 : 1))
    .slice(0, ENTRIES);
  return await Promise.all(
    newest.map(async ({ stored, document, ...entry }) => ({
      ...entry,
      text: postText(document, await postContext(stores, stored)),
    })),
  );
}

function committedAs(stored: StoredRelease, document: ReleaseDocument) {
  const { ledger, committedAt } = stored;
  if (ledger === null || committedAt === null) return [];
  const { releaseId, symbol, slot, cutoff } = document;
  const title = `${symbol}, ${slot}, ${cutoff.slice(0, 16).replace('T', ' ')} UTC`;
  return [{ stored, document, releaseId, title, committedAt, hash: ledger.hash }];
}
