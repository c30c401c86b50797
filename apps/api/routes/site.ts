/** The public page: what is forecast now, how every past slot did, how to check it. */
import { z } from 'zod';
import { type Answer, route, type Route } from '../../../adapters/http/route.ts';
import type { StoredRelease } from '../../../activities/ports.ts';
import { nextSlot } from '../../../domain/market/slots.ts';
import { ICON } from '../../../domain/report/page/icon.ts';
import type { PageRelease } from '../../../domain/report/page/input.ts';
import { frontPage, releasePage, slotsPage } from '../../../domain/report/page/pages.ts';
import { KeptPages } from '../site/kept-pages.ts';
import { frameOf, languageParameter, preferred } from '../site/reader.ts';
import { pageRelease } from '../site/release.ts';
import { pastSlots } from '../site/slots.ts';
import { pageTrack, type Tracks } from '../../track/tracks.ts';
import type { Surroundings } from '../surroundings.ts';
import { releaseIdParameter } from './parameters.ts';
import { unknownRelease } from './releases.ts';

const SLOTS_IN_FRONT = 14;
const SLOTS_PER_PAGE = 60;

const HTML = { contentType: 'text/html' };
export function siteRoutes(surroundings: Surroundings, tracks: Tracks): Route[] {
  const { config, source, clock, stores } = surroundings;
  const pages = new KeptPages();
  return [
    route({
      method: 'GET',
      path: '/',
      summary: 'The public page.',
      scope: null,
      query: z.object({ lang: languageParameter }),
      answers: { 200: { description: 'The latest forecasts and the record', ...HTML } },
      async handle({ query, headers }) {
        const chosen = query.lang ?? preferred(headers);
        const nextSlotAt = nextSlot(config, clock.now()).cutoff;
        const track = await tracks.of(source);
        return await pages.page(`/ ${chosen}`, `${await tracks.version(source)} ${track.version}`, async () => {
          const { slots, total } = await pastSlots(surroundings, source, { before: null, limit: SLOTS_IN_FRONT });
          return frontPage(frameOf(surroundings, '/', chosen), {
            releases: await latest(surroundings),
            nextSlotAt,
            slots,
            totalSlots: total,
            track: pageTrack(track),
          });
        });
      },
    }),
    route({
      method: 'GET',
      path: '/slots',
      summary: 'Every past slot with its outcome, newest first.',
      scope: null,
      query: z.object({
        lang: languageParameter,
        before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
      }),
      answers: { 200: { description: 'A page of slots', ...HTML } },
      async handle({ query, headers }) {
        const chosen = query.lang ?? preferred(headers);
        const before = query.before ?? null;
        const path = before === null ? '/slots' : `/slots?before=${before}`;
        const make = async () =>
          slotsPage(
            frameOf(surroundings, path, chosen),
            await pastSlots(surroundings, source, { before, limit: SLOTS_PER_PAGE }),
          );
        return await pages.page(`${path} ${chosen}`, await tracks.version(source), make);
      },
    }),
    route({
      method: 'GET',
      path: '/releases/:id',
      summary: 'One release as a page.',
      scope: null,
      params: z.object({ id: releaseIdParameter }),
      query: z.object({ lang: languageParameter }),
      answers: { 200: { description: 'The release and what came of it', ...HTML } },
      async handle({ params: { id }, query, headers }) {
        const chosen = query.lang ?? preferred(headers);
        const stored = await stores.releases.find(id);
        if (!stored?.ledger) throw unknownRelease(id);
        const of = stored.request.source;
        // What changed is found after the commit, so the head alone does not name the page.
        const change = await stores.changes.find(id);
        const version = `${await tracks.version(of)} ${change !== null}`;
        return await pages.page(`/releases/${id} ${chosen}`, version, async () => {
          const frame = frameOf(surroundings, `/releases/${id}`, chosen, of);
          return releasePage(frame, await shown(surroundings, stored));
        });
      },
    }),
    route({
      method: 'GET',
      path: '/icon.svg',
      summary: 'The icon of the page.',
      scope: null,
      answers: { 200: { description: 'The icon', contentType: 'image/svg+xml' } },
      handle: (): Answer => ({ contentType: 'image/svg+xml', body: ICON, caching: 'immutable' }),
    }),
  ];
}

/** In the order of SYMBOLS; back-dated releases are no forecast of today. */
async function latest(surroundings: Surroundings): Promise<PageRelease[]> {
  const { config, source, stores } = surroundings;
  const found = await Promise.all(
    config.symbols.map((symbol) =>
      stores.readers.newest({ source, symbol, streams: ['planned', 'manual', 'triggered'] }),
    ),
  );
  return await Promise.all(found.filter((stored) => stored !== null).map((stored) => shown(surroundings, stored)));
}

async function shown(surroundings: Surroundings, stored: StoredRelease): Promise<PageRelease> {
  const release = await pageRelease(surroundings, stored);
  if (!release) throw unknownRelease(stored.request.releaseId);
  return release;
}
