/** The record itself: the bundle that anyone can check, and whose signature it carries. */
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { type Answer, json, route, type Route } from '../../../adapters/http/route.ts';
import { fingerprint } from '../../../domain/ledger/signature.ts';
import { MINUTE_MS } from '../../../domain/market/candles.ts';
import { SOURCE_KINDS } from '../../../domain/market/sources.ts';
import { bundleLines } from '../../operations/record/bundle.ts';
import { fewAtOnce } from '../few-at-once.ts';
import { KeptPages } from '../site/kept-pages.ts';
import type { Surroundings } from '../surroundings.ts';

/** Each reads the whole chain from the database. */
const READERS_AT_ONCE = 4;
const READ_WITHIN_MS = 10 * MINUTE_MS;

const KEY = z.object({
  algorithm: z.literal('Ed25519'),
  publicKey: z.string().describe('32 bytes, base64url'),
  fingerprint: z.string(),
});

export function recordRoutes({ stores, clock, source: own, version, signer }: Surroundings): Route[] {
  const kept = new KeptPages();
  const readers = fewAtOnce(READERS_AT_ONCE, READ_WITHIN_MS);
  return [
    route({
      method: 'GET',
      path: '/v1/record',
      summary: 'The public bundle, line by line; `verify-record` checks it (docs/RECORD.md).',
      scope: null,
      query: z.object({ source: z.enum(SOURCE_KINDS).default(own) }),
      answers: { 200: { description: 'JSON Lines', contentType: 'application/x-ndjson' } },
      async handle({ query: { source } }) {
        const body = await readers.read(async () => {
          const asked = { stores, clock, source, codeVersion: version, signer: await signer() };
          return Readable.from(bundleLines(asked));
        });
        return { contentType: 'application/x-ndjson', body, caching: 'none' };
      },
    }),
    route({
      method: 'GET',
      path: '/verify-record.mjs',
      summary: 'The verifier as one file without dependencies; `node verify-record.mjs record.jsonl`.',
      scope: null,
      answers: { 200: { description: 'JavaScript for Node 20 or newer', contentType: 'text/javascript' } },
      handle: () => kept.keep('/verify-record.mjs', version, readVerifier),
    }),
    route({
      method: 'GET',
      path: '/v1/key',
      summary: 'The public key that signs releases and the bundle.',
      scope: null,
      answers: { 200: { description: 'The key', contentType: 'application/json', schema: KEY } },
      async handle() {
        const { publicKey } = await signer();
        return json({ algorithm: 'Ed25519', publicKey, fingerprint: fingerprint(publicKey) }, 'brief');
      },
    }),
  ];
}

/** It is built with the release of the code, and so changes with it alone. */
async function readVerifier(): Promise<Answer> {
  const body = await readFile(new URL('../../verifier/verify-record.mjs', import.meta.url));
  return { contentType: 'text/javascript; charset=utf-8', body, caching: 'brief' };
}
