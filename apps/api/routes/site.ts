/** The public page: what is forecast now, how every past slot did, how to check it. */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { type Answer, route, type Route } from '../../../adapters/http/route.ts';
import type { StoredRelease } from '../../../activities/ports.ts';
import type { SourceKind } from '../../../domain/market/sources.ts';
import { nextSlot } from '../../../domain/market/slots.ts';
import { ICON } from '../../../domain/report/page/icon.ts';
import type { PageFrame, PageRelease } from '../../../domain/report/page/input.ts';
import { frontPage, releasePage, slotsPage } from '../../../domain/report/page/pages.ts';
import { type Language, LANGUAGES } from '../../../domain/report/post/wording.ts';
import { keptFor } from '../kept.ts';
import { KeptPages } from '../site/kept-pages.ts';
import { pageRelease } from '../site/release.ts';
import { pastSlots } from '../site/slots.ts';
import type { Surroundings } from '../surroundings.ts';
import { releaseIdParameter } from './parameters.ts';
import { unknownRelease } from './releases.ts';

const SLOTS_IN_FRONT = 14;
const SLOTS_PER_PAGE = 60;
/** How long a new entry may go unseen. */
const HEAD_KEPT_MS = 1_000;

const HTML = { contentType: 'text/html' };
/** An unknown language is no reason to show nothing. */
const language = z.enum(LANGUAGES).optional().catch(undefined).describe('en or ru; else by Accept-Language.');

export function siteRoutes(surroundings: Surroundings): Route[] {
  const { config, source, clock, stores } = surroundings;
  const pages = new KeptPages();
  const head = keptFor(HEAD_KEPT_MS, clock, () => stores.ledger.head(source));
  const frameOf = (path: string, chosen: Language, of: SourceKind = source): PageFrame => {
    return { language: chosen, zone: config.zone, path, isSimulated: of === 'simulated' };
  };
  return [
    route({
      method: 'GET',
      path: '/',
      summary: 'The public page.',
      scope: null,
      query: z.object({ lang: language }),
      answers: { 200: { description: 'The latest forecasts and the record', ...HTML } },
      async handle({ query, headers }) {
        const chosen = query.lang ?? preferred(headers);
        const nextSlotAt = nextSlot(config, clock.now()).cutoff;
        const version = `${(await head())?.hash}@${nextSlotAt}`;
        return await pages.page(`/ ${chosen}`, version, async () => {
          const { slots, total } = await pastSlots(surroundings, source, { before: null, limit: SLOTS_IN_FRONT });
          return frontPage(frameOf('/', chosen), {
            releases: await latest(surroundings),
            nextSlotAt,
            slots,
            totalSlots: total,
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
        lang: language,
        before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
      }),
      answers: { 200: { description: 'A page of slots', ...HTML } },
      async handle({ query, headers }) {
        const chosen = query.lang ?? preferred(headers);
        const before = query.before ?? null;
        const path = before === null ? '/slots' : `/slots?before=${before}`;
        const make = async () =>
          slotsPage(frameOf(path, chosen), await pastSlots(surroundings, source, { before, limit: SLOTS_PER_PAGE }));
        return await pages.page(`${path} ${chosen}`, String((await head())?.hash), make);
      },
    }),
    route({
      method: 'GET',
      path: '/releases/:id',
      summary: 'One release as a page.',
      scope: null,
      params: z.object({ id: releaseIdParameter }),
      query: z.object({ lang: language }),
      answers: { 200: { description: 'The release and what came of it', ...HTML } },
      async handle({ params: { id }, query, headers }) {
        const chosen = query.lang ?? preferred(headers);
        const stored = await stores.releases.find(id);
        if (!stored?.ledger) throw unknownRelease(id);
        const of = stored.request.source;
        const version = String((await stores.ledger.head(of))?.hash);
        return await pages.page(`/releases/${id} ${chosen}`, version, async () => {
          return releasePage(frameOf(`/releases/${id}`, chosen, of), await shown(surroundings, stored));
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

/** The first language of the reader that we speak. */
function preferred(headers: IncomingHttpHeaders): Language {
  const asked = (headers['accept-language'] ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim().slice(0, 2));
  return asked.find((one): one is Language => (LANGUAGES as readonly string[]).includes(one)) ?? 'en';
}
