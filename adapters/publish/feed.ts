/** Atom and JSON feed of the newest releases, written anew with each: files below the data folder that anything can serve. */
import { join } from 'node:path';
import type { Publisher } from '../../activities/ports.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import { atomFeed } from '../../domain/report/feed/atom.ts';
import type { FeedEntry, FeedSite } from '../../domain/report/feed/entry.ts';
import { jsonFeed } from '../../domain/report/feed/json-feed.ts';
import { localPost, localRoot } from './local-post.ts';
import { rewriteFile } from './rewrite.ts';

export interface FeedOptions {
  readonly dataDir: string;
  readonly site: FeedSite;
  readonly wants: Publisher['wants'];
  readonly wantsRoot?: (source: SourceKind) => boolean;
  /** The newest committed releases that it wants and roots of days, newest first. */
  readonly entries: () => Promise<readonly FeedEntry[]>;
}

export function feedPublisher({ dataDir, site, wants, wantsRoot = () => false, entries }: FeedOptions): Publisher {
  return {
    name: 'feed',
    delivery: 'repeatable',
    wants,
    compose: localPost,
    root: { wants: wantsRoot, compose: localRoot },
    async send() {
      const newest = await entries();
      await rewriteFile(join(dataDir, 'feeds', 'atom.xml'), atomFeed(site, newest));
      await rewriteFile(join(dataDir, 'feeds', 'feed.json'), jsonFeed(site, newest));
      return null;
    },
  };
}
