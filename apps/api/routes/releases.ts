/** Committed releases as JSON. What is not in the ledger yet is not shown (P5). */
import { z } from 'zod';
import { json, route, type Route } from '../../../adapters/http/route.ts';
import type { LedgerEntry } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { SOURCE_KINDS } from '../../../domain/market/sources.ts';
import { signedRelease } from '../../../domain/record/signed-release.ts';
import type { Surroundings } from '../surroundings.ts';
import { releaseIdParameter, symbolParameter } from './parameters.ts';

const POSITION = z.object({ sequence: z.int(), hash: z.string(), previousHash: z.string() });

const LISTED = z.object({
  releaseId: z.string(),
  symbol: z.string(),
  slot: z.string(),
  stream: z.string(),
  cutoff: z.string(),
  status: z.string(),
  action: z.string().describe('LONG, SHORT or NO-TRADE'),
  basePrice: z.number().nullable(),
  committedAt: z.string(),
  ledger: POSITION,
});

const LIST = z.object({
  releases: z.array(LISTED),
  before: z.int().nullable().describe('Ask for the next page with this; null at the end.'),
});

const RELEASE = z.object({
  format: z.literal('almanac-release'),
  schema: z.literal(1),
  release: z.looseObject({}).describe('The release document, as `release --json` prints it.'),
  commitment: z.looseObject({}).describe('What is hashed into the ledger.'),
  ledger: POSITION,
  committedAt: z.string(),
  signature: z
    .object({ algorithm: z.literal('Ed25519'), publicKey: z.string(), value: z.string() })
    .describe('Over the canonical form (RFC 8785) of everything else here.'),
});

export function releaseRoutes(surroundings: Surroundings): Route[] {
  const { stores, source: own, signer } = surroundings;
  return [
    route({
      method: 'GET',
      path: '/v1/releases',
      summary: 'Committed releases, newest first.',
      scope: null,
      query: z.object({
        source: z.enum(SOURCE_KINDS).default(own),
        symbol: symbolParameter.optional(),
        before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answers: { 200: { description: 'A page of releases', contentType: 'application/json', schema: LIST } },
      async handle({ query: { source, symbol, before, limit } }) {
        const entries = await stores.readers.releases({
          source,
          limit,
          ...(symbol !== undefined && { symbol }),
          ...(before !== undefined && { before }),
        });
        const last = entries.length === limit ? (entries.at(-1)?.sequence ?? null) : null;
        return json({ releases: entries.map(listed), before: last }, 'brief');
      },
    }),
    route({
      method: 'GET',
      path: '/v1/releases/:id',
      summary: 'One committed release, whole, with what was hashed and its place in the chain.',
      scope: null,
      params: z.object({ id: releaseIdParameter }),
      answers: { 200: { description: 'The release', contentType: 'application/json', schema: RELEASE } },
      async handle({ params: { id } }) {
        const stored = await stores.releases.find(id);
        if (!stored?.document || !stored.ledger) throw unknownRelease(id);
        const entry = await stores.ledger.find(stored.request.source, 'release', id);
        if (!entry) throw unknownRelease(id);
        const { ledger, document } = stored;
        return json(signedRelease(document, entry, await signer()), 'immutable', { version: ledger.hash });
      },
    }),
  ];
}

export function unknownRelease(releaseId: string): AlmanacError {
  return new AlmanacError(
    'input.unknown-release',
    `There is no committed release "${releaseId}"; /v1/releases lists those that are.`,
    {
      releaseId,
    },
  );
}

function listed(entry: LedgerEntry): z.input<typeof LISTED> {
  const { releaseId, symbol, slot, stream, cutoff, status, basePrice, card } = JSON.parse(entry.body) as z.input<
    typeof LISTED
  > & { card: { action: string } };
  const { sequence, hash, previousHash } = entry;
  return {
    releaseId,
    symbol,
    slot,
    stream,
    cutoff,
    status,
    action: card.action,
    basePrice,
    committedAt: new Date(entry.committedAt).toISOString(),
    ledger: { sequence, hash, previousHash },
  };
}
