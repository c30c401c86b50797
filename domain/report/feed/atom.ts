/** An Atom feed (RFC 4287); equal entries give equal bytes. */
import { entryUrl, type FeedEntry, type FeedSite, isoMoment } from './entry.ts';

/** Newest entry first. */
export function atomFeed(site: FeedSite, entries: readonly FeedEntry[]): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <title>${xml(site.title)}</title>`,
    '  <id>urn:almanac:releases</id>',
    `  <updated>${isoMoment(entries[0]?.committedAt ?? 0)}</updated>`,
    '  <author><name>Almanac</name></author>',
    ...(site.url === null ? [] : [`  <link href="${xml(site.url)}"/>`]),
    ...entries.flatMap((entry) => entryLines(site, entry)),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function entryLines(site: FeedSite, entry: FeedEntry): string[] {
  const url = entryUrl(site, entry);
  return [
    '  <entry>',
    `    <title>${xml(entry.title)}</title>`,
    `    <id>urn:almanac:${xml(entry.releaseId)}</id>`,
    `    <updated>${isoMoment(entry.committedAt)}</updated>`,
    ...(url === null ? [] : [`    <link href="${xml(url)}"/>`]),
    `    <content type="text">${xml(entry.text)}</content>`,
    '  </entry>',
  ];
}

/** What XML 1.0 cannot hold at all becomes U+FFFD. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
