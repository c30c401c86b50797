import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReleaseRequest } from '../../activities/ports.ts';
import type { Fault } from '../../lab/exchange/faults.ts';
import { CUTOFF, type FlowHost, kept, openFlowHost, released } from '../fixtures/flow-host.ts';
import { openSpoiledMarket, type SpoiledMarket } from '../fixtures/spoiled-market.ts';

let market: SpoiledMarket;
let host: FlowHost;
beforeAll(async () => {
  market = await openSpoiledMarket(CUTOFF);
  host = await openFlowHost({ sources: market.sources });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await market[Symbol.asyncDispose]();
});
beforeEach(async () => {
  market.spoil();
  await host.beginAnew();
});

const simulated = (change: Partial<ReleaseRequest> = {}) =>
  host.request({ source: 'simulated', candleFiles: [], ...change });
const stored = ({ releaseId }: ReleaseRequest) => host.ports.stores.releases.find(releaseId);

describe('prices that cannot be used leave one row with the reason and no forecast', () => {
  it.each<[string, Fault]>([
    ['data.stale', { kind: 'stale', bars: 3 }],
    ['data.gap', { kind: 'gap', barsBack: 5, bars: 2 }],
    ['data.constant', { kind: 'constant', bars: 24 }],
    ['data.not-finite', { kind: 'nan', barsBack: 3 }],
    ['data.conflicting-duplicates', { kind: 'conflict', barsBack: 3 }],
    ['data.empty', { kind: 'empty' }],
  ])('%s', async (code, fault) => {
    market.spoil({ ...fault, path: '/api/v3/klines' });
    const request = simulated();
    expect(await released(host, request)).toMatchObject({ status: 'fallback', verdict: 'fallback' });
    const document = (await stored(request))?.document;
    expect(document?.error?.code).toBe(code);
    expect(document).toMatchObject({
      forecasts: [],
      scenarios: [],
      card: { action: 'NO-TRADE', reasons: ['no-forecast'] },
    });
    const { rows, posts } = await kept(host, request);
    expect(rows).toHaveLength(1);
    expect(posts).toEqual([document]);
    expect(host.interferences.executions).toEqual(['ingest 1', 'commit 1', 'publish 1']);
  });
});

describe('an unknown symbol', () => {
  it('asked for by hand leaves no row and no trace', async () => {
    const request = simulated({ symbol: 'NONE/USDT' });
    const failure: unknown = await released(host, request).catch((reason: unknown) => reason);
    expect((failure as WorkflowFailedError).cause).toMatchObject({ type: 'input.unknown-symbol', nonRetryable: true });
    expect(await stored(request)).toBeNull();
    expect(await kept(host, request)).toEqual({ rows: [], artefacts: [], posts: [] });
  });

  it('of a planned slot keeps its row', async () => {
    const request = simulated({ symbol: 'NONE/USDT', stream: 'planned', slot: '1200' });
    expect((await released(host, request)).status).toBe('fallback');
    expect((await stored(request))?.document?.error?.code).toBe('input.unknown-symbol');
    expect((await kept(host, request)).rows).toHaveLength(1);
  });
});

describe('an exchange that does not answer before the deadline', () => {
  const soon = () => Date.now() + 4_000;
  beforeEach(() => market.spoil({ kind: 'reset' }));

  it('by hand leaves no row, and the reason is the exchange, not the clock', async () => {
    const request = simulated({ stream: 'manual', deadline: soon() });
    const failure: unknown = await released(host, request).catch((reason: unknown) => reason);
    expect((failure as WorkflowFailedError).cause).toMatchObject({ type: 'source.unreachable' });
    expect(await stored(request)).toBeNull();
    expect(host.interferences.executions).toContain('ingest 2');
  });

  it('in a planned slot leaves a missed row with the reason', async () => {
    const request = simulated({ stream: 'planned', slot: '1200', deadline: soon() });
    expect((await released(host, request)).status).toBe('missed');
    expect((await stored(request))?.document?.error?.message).toContain('No exchange answers');
    expect((await kept(host, request)).rows).toHaveLength(1);
  });
});

it('a release whose deadline has passed is recorded as missed, and nothing of it is posted as a forecast', async () => {
  const request = simulated({ stream: 'planned', slot: '1200', deadline: CUTOFF + 15 * 60_000 });
  expect(await released(host, request)).toMatchObject({ status: 'missed', verdict: 'missed' });
  const { rows, posts } = await kept(host, request);
  expect(rows).toHaveLength(1);
  expect(posts).toMatchObject([
    { status: 'missed', error: { code: 'release.late' }, forecasts: [], scenarios: [], shadow: null },
  ]);
});
