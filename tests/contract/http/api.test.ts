import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { RecordVerifier } from '../../../domain/record/verify/record-verifier.ts';
import { checkSignedRelease } from '../../../domain/record/verify/signed-check.ts';
import { openServedRecord, type ServedRecord } from '../../fixtures/served-record.ts';

const CUTOFF = Date.parse('2026-11-20T10:00Z');
const at = (slots: number) => new Date(CUTOFF - slots * 12 * HOUR_MS).toISOString();

let served: ServedRecord;
beforeAll(async () => {
  served = await openServedRecord();
  for (const slots of [4, 3, 2, 1]) await served.commit({ cutoff: at(slots), slot: slots % 2 ? '0000' : '1200' });
  await served.commit({ cutoff: at(0), slot: '1200', symbol: 'ETH/USDT' });
});
afterAll(() => served[Symbol.asyncDispose]());

const ask = async (path: string, init?: RequestInit) => {
  const response = await served.get(path, init);
  const type = response.headers.get('content-type') ?? '';
  const words = await response.text();
  const body: unknown = type.includes('json') && words !== '' ? JSON.parse(words) : words;
  return { status: response.status, headers: response.headers, body: body as never };
};
const listed = async (
  query: string,
): Promise<{ releases: { releaseId: string; ledger: { sequence: number } }[]; before: number | null }> =>
  (await ask(`/v1/releases?${query}`)).body;

describe('releases', () => {
  it('are listed newest first, page by page, and none twice', async () => {
    const seen: number[] = [];
    for (let before: number | null = 99; before !== null; ) {
      const page = await listed(`limit=2&before=${before}`);
      seen.push(...page.releases.map(({ ledger }) => ledger.sequence));
      before = page.before;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it('are chosen by symbol and by source', async () => {
    expect((await listed('symbol=ETH/USDT')).releases.map(({ ledger }) => ledger.sequence)).toEqual([5]);
    expect((await listed('source=simulated')).releases).toEqual([]);
  });

  it('are shown whole by id, with what was hashed and the place in the chain', async () => {
    const [{ releaseId }] = (await listed('limit=1')).releases;
    const { body, headers } = await ask(`/v1/releases/${releaseId}`);
    expect(body).toMatchObject({ release: { releaseId }, commitment: { releaseId }, ledger: { sequence: 5 } });
    expect(headers.get('cache-control')).toContain('immutable');
    const again = await ask(`/v1/releases/${releaseId}`, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('are signed by the key that is told, and hold with no more than themselves', async () => {
    const [{ releaseId }] = (await listed('limit=1')).releases;
    const key = (await ask('/v1/key')).body as { publicKey: string };
    const { body } = await ask(`/v1/releases/${releaseId}`);
    expect(checkSignedRelease(body, key.publicKey)).toMatchObject({ releaseId, publicKey: key.publicKey });
  });

  it('are all in the bundle, whose chain and signature hold', async () => {
    const verifier = new RecordVerifier();
    const bundle = await (await served.get('/v1/record')).text();
    for (const line of bundle.split(/(?<=\n)/)) verifier.add(Buffer.from(line));
    const { entries, flaws } = verifier.end();
    expect(entries.release).toBe(5);
    expect(flaws.filter(({ check }) => check !== 'completeness' && check !== 'time')).toEqual([]);
  });

  it('that are still being made are not there (P5)', async () => {
    const stored = await served.stores.releases.find((await listed('limit=1')).releases[0].releaseId);
    const releaseId = 'BTC-USDT_20261121T1000Z_1200';
    await served.stores.releases.begin({ ...stored!.request, releaseId });
    expect(await ask(`/v1/releases/${releaseId}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'input.unknown-release' } },
    });
  });
});

describe('what is wrong with a request is told with a code', () => {
  it.each([
    ['an unknown release', '/v1/releases/BTC-USDT_19700101T0000Z_1200', 404, 'input.unknown-release'],
    ['an id of other characters', '/v1/releases/..%2f..%2fetc%2fpasswd', 400, 'input.invalid'],
    ['an id that is too long', `/v1/releases/${'a'.repeat(150)}`, 400, 'input.invalid'],
    ['a limit that is none', '/v1/releases?limit=all', 400, 'input.invalid'],
    ['a limit given twice', '/v1/releases?limit=1&limit=2', 400, 'input.invalid'],
    ['another source', '/v1/releases?source=dreams', 400, 'input.invalid'],
    ['another address', '/v2/releases', 404, 'input.unknown-address'],
    ['a broken escape', '/v1/releases/%zz', 400, 'input.invalid'],
    ['an address without end', `/v1/releases?symbol=${'A'.repeat(5_000)}`, 400, 'input.invalid'],
  ])('%s', async (_, path, status, code) => {
    const { body, ...answer } = await ask(path);
    expect(answer.status).toBe(status);
    expect(body).toMatchObject({ error: { code } });
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:\d+/);
  });

  it('another method, with those that there are', async () => {
    const { status, headers, body } = await ask('/v1/releases', { method: 'DELETE' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(body).toMatchObject({ error: { code: 'input.unknown-method' } });
  });

  it('what is no HTTP at all', async () => {
    const socket = connect(Number(new URL(served.origin).port), '127.0.0.1').end('EHLO almanac\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*input\.invalid/);
  });
});

describe('every answer', () => {
  it('forbids scripts, frames and guesses about its type', async () => {
    const { headers } = await ask('/v1/releases');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|script/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('has a head, and tells its methods to those who ask', async () => {
    const head = await ask('/v1/releases', { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, '']);
    const options = await ask('/v1/releases', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });
});

describe('the condition', () => {
  it('is OK while database and object store answer', async () => {
    expect(await ask('/health')).toMatchObject({ status: 200, body: 'OK' });
  });

  it('is not ready without an engine, and says which part is missing', async () => {
    const { status, body } = await ask('/ready');
    expect(status).toBe(503);
    expect(body).toEqual({
      ok: false,
      parts: [
        { name: 'forecast-worker', ok: false },
        { name: 'execution-worker', ok: false },
        { name: 'schedules', ok: false },
      ],
    });
  });

  it('is measured by declared address, whatever was asked', async () => {
    await ask('/v1/releases/BTC-USDT_19700101T0000Z_1200');
    const { body } = await ask('/metrics');
    expect(body).toMatch(
      /almanac_http_request_seconds_count\{app="test",route="\/v1\/releases\/:id",status="4xx"\} \d+/,
    );
    expect(body).not.toContain('19700101');
  });
});

describe('the description', () => {
  it('lists every route with the schemas that check it', async () => {
    const { body } = await ask('/v1/openapi.json');
    const document = body as { openapi: string; paths: Record<string, { get?: { parameters?: { name: string }[] } }> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/health', '/v1/releases', '/v1/releases/{id}']),
    );
    expect(document.paths['/v1/releases'].get?.parameters?.map(({ name }) => name)).toEqual([
      'source',
      'symbol',
      'before',
      'limit',
    ]);
  });
});
