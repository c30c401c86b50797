/** The newest releases as entries of a feed. */
import type { ReleaseDocument } from '../domain/ledger/document.ts';
import { DAY_MS } from '../domain/market/candles.ts';
import { dayText } from '../domain/market/moments.ts';
import { SOURCE_KINDS, type SourceKind } from '../domain/market/sources.ts';
import { rootName } from '../domain/record/day-root.ts';
import { finalAfter } from '../domain/record/days.ts';
import type { FeedEntry } from '../domain/report/feed/entry.ts';
import { postText } from '../domain/report/post/release-post.ts';
import { rootText } from '../domain/record/root-post.ts';
import { dayRoot } from './day-roots.ts';
import type { StoredRelease, Stores } from './ports.ts';
import { postContext } from './post-context.ts';

const ENTRIES = 50;
/** Days of them beside. */
const ROOTS = 7;
/** Looked at for them: releases by hand are among them. */
const LOOKED_AT = 200;

/** Newest first. */
export async function publicEntries(
  stores: Pick<Stores, 'releases' | 'ledger' | 'changes' | 'outcomes' | 'publications'>,
  wanted: (document: ReleaseDocument) => boolean,
  wantedRoot: (source: SourceKind) => boolean = () => false,
): Promise<FeedEntry[]> {
  const listed = await stores.releases.list({ limit: LOOKED_AT });
  const newest = listed
    .flatMap((stored) =>
      stored.document !== null && wanted(stored.document) ? committedAs(stored, stored.document) : [],
    )
    .sort((a, b) => b.committedAt - a.committedAt || (a.releaseId < b.releaseId ? -1 : 1))
    .slice(0, ENTRIES);
  const releases = await Promise.all(
    newest.map(async ({ stored, document, ...entry }) => ({
      ...entry,
      text: postText(document, await postContext(stores, stored)),
    })),
  );
  const roots = await rootEntries(stores, wantedRoot);
  return [...releases, ...roots].sort((a, b) => b.committedAt - a.committedAt);
}

/** Those of the last days that were promised to somebody. */
async function rootEntries(
  stores: Pick<Stores, 'ledger' | 'publications'>,
  wanted: (source: SourceKind) => boolean,
): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (const source of SOURCE_KINDS.filter(wanted)) {
    const last = await stores.publications.lastRoot(source);
    if (last === null) continue;
    for (let back = 0; back < ROOTS; back++) {
      const named = { source, day: dayText(Date.parse(last) - back * DAY_MS) };
      const made = await dayRoot(stores, named);
      if (made === null) continue;
      const title = `Root of the record, ${named.day}`;
      const told = { title, text: rootText(named, made), hash: made.root, day: named.day };
      entries.push({ releaseId: rootName(named), committedAt: finalAfter(named.day), ...told });
    }
  }
  return entries;
}

function committedAs(stored: StoredRelease, document: ReleaseDocument) {
  const { ledger, committedAt } = stored;
  if (ledger === null || committedAt === null) return [];
  const { releaseId, symbol, slot, cutoff } = document;
  const title = `${symbol}, ${slot}, ${cutoff.slice(0, 16).replace('T', ' ')} UTC`;
  return [{ stored, document, releaseId, title, committedAt, hash: ledger.hash }];
}
