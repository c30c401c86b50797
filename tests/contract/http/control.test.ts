import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardOf } from '../../../adapters/http/tokens.ts';
import { openServedRecord, type ServedRecord } from '../../fixtures/served-record.ts';

const [READING, HALTING, CONTROLLING] = ['reading-token-0001', 'halting-token-0002', 'control-token-0003'];

let served: ServedRecord;
beforeAll(async () => {
  served = await openServedRecord({ API_TOKENS: `read:${READING},halt:${HALTING},control:${CONTROLLING}` });
});
afterAll(() => served[Symbol.asyncDispose]());

const ask = async (path: string, token: string | null, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await served.get(path, {
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('a token', () => {
  it.each([
    ['none', null],
    ['an empty one', ''],
    ['one character', 'x'],
    ['a beginning of a known one', READING.slice(0, -1)],
    ['a known one and more', `${READING}x`],
    ['very many characters', 'x'.repeat(7_000)],
  ])('that is %s opens nothing, and the answer is always the same (S11)', async (_, token) => {
    expect(await ask('/v1/control/status', token)).toEqual({
      status: 401,
      body: { error: { code: 'access.unknown-token', message: expect.any(String), detail: {} } },
    });
  });

  it('opens what its scope says and nothing else', async () => {
    expect((await ask('/v1/control/status', READING)).status).toBe(200);
    expect(await ask('/v1/control/halt', READING, { why: 'x' })).toMatchObject({
      status: 403,
      body: { error: { code: 'access.scope', detail: { scope: 'halt' } } },
    });
    expect((await ask('/v1/control/status', HALTING)).status).toBe(403);
  });

  it('is let in by nobody where no token is configured', () => {
    const guard = guardOf([]);
    for (const header of [undefined, 'Bearer ', 'Bearer x', ''])
      expect(() => guard(header, 'read')).toThrow(/bearer token/);
  });

  it.each(['read', 'read:short', 'write:0123456789abcdef', ':0123456789abcdef'])(
    '%s is refused at start',
    async (text) => {
      await expect(openServedRecord({ API_TOKENS: text })).rejects.toThrow(/API_TOKENS: entry 1/);
    },
  );
});

describe('control', () => {
  it('halts trading with a reason, and tells what people allow now', async () => {
    const { status, body } = await ask('/v1/control/halt', HALTING, { why: 'odd fills' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ tradingStates: [{ scope: '*', state: 'halt', why: 'odd fills' }] });
  });

  it('needs a reason, and an account that there is', async () => {
    expect((await ask('/v1/control/halt', HALTING, { why: '  ' })).status).toBe(400);
    expect((await ask('/v1/control/halt', HALTING, { why: 'x', account: 'nobody' })).status).toBe(400);
  });

  it('tells of an engine that is away as such', async () => {
    const { status, body } = await ask('/v1/control/schedules', READING);
    expect([status, body]).toMatchObject([503, { error: { code: 'engine.unreachable' } }]);
  });

  it('remembers that releases are held though the engine is away, and that they are let go', async () => {
    expect((await ask('/v1/control/pause', CONTROLLING, { why: 'maintenance' })).status).toBe(503);
    expect(await served.stores.control.hold()).toMatchObject({ why: 'maintenance' });
    expect((await ask('/v1/control/resume', CONTROLLING, {})).status).toBe(503);
    expect(await served.stores.control.hold()).toBeNull();
  });

  it.each([
    ['without a key', {}, {}, /idempotency-key/],
    ['with a short one', {}, { 'idempotency-key': 'short' }, /8 to 200/],
    ['for a symbol that is not released', { symbol: 'FOO/USDT' }, { 'idempotency-key': 'key-0000001' }, /BTC\/USDT/],
  ])('takes no request for a release %s', async (_, body, headers, sentence) => {
    const { status, body: answer } = await ask('/v1/control/releases', CONTROLLING, body, headers);
    expect([status, JSON.stringify(answer)]).toEqual([400, expect.stringMatching(sentence)]);
    expect((await ask('/v1/control/releases', READING, body, headers)).status).toBe(403);
  });

  it('keeps a request whose engine is away: asked again with its key it is the same release', async () => {
    const again = () => ask('/v1/control/releases', CONTROLLING, {}, { 'idempotency-key': 'key-0000002' });
    expect([(await again()).status, (await again()).status]).toEqual([503, 503]);
    expect(await served.stores.releases.list({ limit: 10 })).toMatchObject([{ status: 'running' }]);
  });

  it('tells what accounts earned today: nothing without accounts', async () => {
    expect(await ask('/v1/control/pnl/today', READING)).toEqual({ status: 200, body: { accounts: [] } });
  });
});
