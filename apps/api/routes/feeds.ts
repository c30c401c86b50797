/** The feeds, as the publisher would write them, from the record itself. */
import { type Answer, route, type Route } from '../../../adapters/http/route.ts';
import { publicEntries } from '../../../activities/public-entries.ts';
import { atomFeed } from '../../../domain/report/feed/atom.ts';
import type { FeedEntry, FeedSite } from '../../../domain/report/feed/entry.ts';
import { jsonFeed } from '../../../domain/report/feed/json-feed.ts';
import { keptFor } from '../kept.ts';
import type { Surroundings } from '../surroundings.ts';

/** Readers of feeds come once in a quarter of an hour. */
const KEPT_MS = 30_000;

export function feedRoutes({ config, source, clock, stores }: Surroundings): Route[] {
  const site: FeedSite = { title: 'Almanac', url: config.publicUrl };
  const isPublic = (stream: string) => stream === 'planned' || stream === 'triggered';
  const entries = () => publicEntries(stores, (document) => isPublic(document.stream) && document.source === source);
  return [
    feed('/feed.xml', 'Atom feed of the planned releases.', 'application/atom+xml', atomFeed),
    feed('/feed.json', 'JSON feed of the planned releases.', 'application/feed+json', jsonFeed),
  ];

  function feed(
    path: string,
    summary: string,
    contentType: string,
    written: (site: FeedSite, entries: readonly FeedEntry[]) => string,
  ): Route {
    const answer = keptFor(KEPT_MS, clock, async (): Promise<Answer> => {
      return { contentType: `${contentType}; charset=utf-8`, body: written(site, await entries()), caching: 'brief' };
    });
    return route({
      method: 'GET',
      path,
      summary,
      scope: null,
      answers: { 200: { description: 'The feed', contentType } },
      handle: answer,
    });
  }
}
