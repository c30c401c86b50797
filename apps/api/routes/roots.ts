/** The Merkle root of each day, for who compares it with a message of the channel or with another reader's. */
import { z } from 'zod';
import { json, route, type Route } from '../../../adapters/http/route.ts';
import { SOURCE_KINDS } from '../../../domain/market/sources.ts';
import type { Tracks } from '../../track/tracks.ts';
import type { Surroundings } from '../surroundings.ts';

const DAY = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must look like 2026-11-20')
  .describe('A UTC day, e.g. 2026-11-20');

const ROOTS = z.object({
  source: z.enum(SOURCE_KINDS),
  asOf: z.string().describe('Days that were final at this moment: a quarter of an hour after their end.'),
  days: z.array(
    z.object({
      day: DAY,
      entries: z.int().min(1).describe('Committed on that day.'),
      root: z.string().describe('RFC 6962 over their hashes, in the order of the chain.'),
    }),
  ),
  before: DAY.nullable().describe('Ask for the next page with this; null at the end.'),
});

export function rootRoutes({ source: own }: Surroundings, tracks: Tracks): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/roots',
      summary: 'The Merkle root of each day that is over, newest first; `verify-record --root=DAY:HASH` checks one.',
      scope: null,
      query: z.object({
        source: z.enum(SOURCE_KINDS).default(own),
        before: DAY.optional(),
        limit: z.coerce.number().int().min(1).max(400).default(30),
      }),
      answers: { 200: { description: 'A page of days', contentType: 'application/json', schema: ROOTS } },
      async handle({ query: { source, before, limit } }) {
        const { days, record } = await tracks.of(source);
        const older = days.filter(({ day }) => before === undefined || day < before);
        const shown = older.slice(-limit).reverse();
        const answer: z.input<typeof ROOTS> = {
          ...{ source, asOf: new Date(record.asOf).toISOString() },
          days: shown.map(({ day, entries, root }) => ({ day, entries, root })),
          before: older.length > limit ? shown[limit - 1].day : null,
        };
        return json(answer, 'brief');
      },
    }),
  ];
}
