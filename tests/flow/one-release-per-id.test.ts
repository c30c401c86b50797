import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STEP_NAMES } from '../../activities/contract.ts';
import type { ReleaseRequest } from '../../activities/ports.ts';
import { makeRelease, startRelease } from '../../apps/operations/release.ts';
import { PROGRESS_QUERY, type StepProgress } from '../../workflows/messages.ts';
import { CUTOFF, type FlowHost, kept, openFlowHost, released } from '../fixtures/flow-host.ts';

const ONCE = [...STEP_NAMES, 'commit', 'publish'].map((activity) => `${activity} 1`).toSorted();

let host: FlowHost;
beforeAll(async () => {
  host = await openFlowHost();
});
afterAll(() => host[Symbol.asyncDispose]());
beforeEach(() => host.beginAnew());

const five = <T>(act: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 5 }, act));

describe('one release id', () => {
  it('asked for five times at once is executed once and has one row', async () => {
    const request = host.request();
    await five(() => startRelease(host.engine.client, request));
    await host.engine.client.workflow.getHandle(request.releaseId).result();
    expect(host.interferences.executions.toSorted()).toEqual(ONCE);
    const { rows, posts } = await kept(host, request);
    expect([rows.length, posts.length]).toEqual([1, 1]);
  });

  it('is what five equal commands at once end up with', async () => {
    const installation = { ...host, client: host.engine.client, symbols: ['BTC/USDT'] };
    const given = { slot: 'manual', candles: host.request().candleFiles, asOf: new Date(CUTOFF).toISOString() };
    const printed = await five(() => makeRelease(installation, given, () => undefined, new AbortController().signal));
    expect(new Set(printed.map(({ ledger }) => ledger.hash)).size).toBe(1);
    expect(host.interferences.executions.filter((one) => ONCE.includes(one)).toSorted()).toEqual(ONCE);
    const keys = (await host.ports.stores.ledger.entries('recorded')).map(({ kind, key }) => `${kind} ${key}`);
    expect(keys.filter((key) => key.startsWith('release'))).toHaveLength(1);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('started again after its end keeps its row and its artefacts, and nobody is told twice', async () => {
    const request = host.request();
    const first = await released(host, request);
    const before = await kept(host, request);
    expect(await released(host, request)).toEqual(first);
    expect(await kept(host, request)).toEqual(before);
  });
});

it('runs of other symbols and seeds at the same time do not influence each other', async () => {
  const requests = [
    host.request(),
    host.request({ symbol: 'ETH/USDT' }),
    host.request({ slot: 'manual-2', seed: '2' }),
  ];
  const alone = [];
  for (const request of requests) alone.push(await result(request));
  await host.beginAnew();
  expect(await Promise.all(requests.map(result))).toEqual(alone);
  expect(new Set(alone.map(({ rows: [[, body]] }) => body)).size).toBe(3);
});

async function result(request: ReleaseRequest) {
  await released(host, request);
  const handle = host.engine.client.workflow.getHandle(request.releaseId);
  const progress = await handle.query<StepProgress[]>(PROGRESS_QUERY);
  return {
    ...(await kept(host, request)),
    progress: progress.map(({ step, state }) => `${step} ${state}`).toSorted(),
  };
}
