/** A JSON Feed (version 1.1, jsonfeed.org); equal entries give equal bytes. */
import { entryUrl, type FeedEntry, type FeedSite, isoMoment } from './entry.ts';

/** Newest entry first. */
export function jsonFeed(site: FeedSite, entries: readonly FeedEntry[]): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: site.title,
    ...(site.url !== null && { home_page_url: site.url }),
    items: entries.map((entry) => itemOf(site, entry)),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}

function itemOf(site: FeedSite, entry: FeedEntry) {
  const url = entryUrl(site, entry);
  return {
    id: `urn:almanac:${entry.releaseId}`,
    ...(url !== null && { url }),
    title: entry.title,
    content_text: entry.text,
    date_published: isoMoment(entry.committedAt),
    _almanac: entry.day
      ? { day: entry.day, root: entry.hash }
      : { release_id: entry.releaseId, ledger_hash: entry.hash },
  };
}
