/** What forecasts have been worth: as a page, as pictures, as JSON. */
import { z } from 'zod';
import { json, route, type Route } from '../../../adapters/http/route.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { SOURCE_KINDS } from '../../../domain/market/sources.ts';
import { trackPage } from '../../../domain/report/page/track-page.ts';
import { KeptPages } from '../site/kept-pages.ts';
import { frameOf, languageParameter, preferred } from '../site/reader.ts';
import { SCORES, scoresOf } from '../site/scores.ts';
import { SHAPES, TONES, trackPictures, trackSvg } from '../site/track.ts';
import { pageTrack, type Tracks } from '../../track/tracks.ts';
import type { Surroundings } from '../surroundings.ts';

const DIAGRAMS = ['over-time', 'reliability'] as const;

export function trackRoutes(surroundings: Surroundings, tracks: Tracks): Route[] {
  const { source: own } = surroundings;
  const kept = new KeptPages();
  return [
    route({
      method: 'GET',
      path: '/record',
      summary: 'The track record as a page.',
      scope: null,
      query: z.object({ lang: languageParameter }),
      answers: { 200: { description: 'Claims, figures and diagrams', contentType: 'text/html' } },
      async handle({ query, headers }) {
        const chosen = query.lang ?? preferred(headers);
        const track = await tracks.of(own);
        return await kept.page(`/record ${chosen}`, track.version, async () => {
          const frame = frameOf(surroundings, '/record', chosen);
          return trackPage(frame, pageTrack(track), trackPictures(track, chosen));
        });
      },
    }),
    route({
      method: 'GET',
      path: '/record/:symbol/:diagram',
      summary: 'A diagram of the track record of one symbol.',
      scope: null,
      params: z.object({
        symbol: z.string().regex(/^[A-Z0-9]{1,15}-[A-Z0-9]{1,15}$/, 'must look like BTC-USDT'),
        diagram: z.enum(DIAGRAMS.map((name) => `${name}.svg` as const)),
      }),
      query: z.object({
        ...{ lang: languageParameter, shape: z.enum(SHAPES).default('wide') },
        tone: z.enum(TONES).default('light').describe('The paper it is drawn for.'),
      }),
      answers: { 200: { description: 'The picture', contentType: 'image/svg+xml' } },
      async handle({ params: { symbol, diagram }, query: { lang = 'en', shape, tone } }) {
        const track = await tracks.of(own);
        const drawn = { language: lang, shape, tone };
        const asked = { symbol: symbol.replace('-', '/'), name: diagram.replace('.svg', ''), ...drawn };
        const address = `/record/${symbol}/${diagram} ${lang} ${shape} ${tone}`;
        return await kept.keep(address, track.version, async () => {
          const body = trackSvg(track, asked);
          if (body === null) throw noDiagram(symbol, diagram);
          return { contentType: 'image/svg+xml; charset=utf-8', body, caching: 'brief' };
        });
      },
    }),
    route({
      method: 'GET',
      path: '/v1/scores',
      summary: 'The track record: counts, coverage, skill and claims of each symbol, stream and horizon.',
      scope: null,
      query: z.object({ source: z.enum(SOURCE_KINDS).default(own) }),
      answers: { 200: { description: 'The track record', contentType: 'application/json', schema: SCORES } },
      async handle({ query: { source } }) {
        const track = await tracks.of(source);
        const make = async () => json(scoresOf(track, source), 'brief', { version: track.version });
        return await kept.keep(`/v1/scores ${source}`, track.version, make);
      },
    }),
  ];
}

function noDiagram(symbol: string, diagram: string): AlmanacError {
  const message = `There is no ${diagram} of ${symbol}: too few of its planned releases have an outcome, or it has none.`;
  return new AlmanacError('input.unknown-address', message, { symbol, diagram });
}
