import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STEP_NAMES } from '../../activities/contract.ts';
import type { Database } from '../../activities/ports.ts';
import type { ReleaseOutcome } from '../../workflows/messages.ts';
import { type ServedApi, serveApi } from '../../apps/api/serve.ts';
import { readConfig } from '../../apps/config/config.ts';
import { desiredSchedules } from '../../apps/schedules/desired.ts';
import { reconcileSchedules } from '../../apps/schedules/reconcile.ts';
import { openTelemetry } from '../../apps/telemetry/telemetry.ts';
import { followOutcome } from '../../apps/operations/outcome.ts';
import { makeRelease } from '../../apps/operations/release.ts';
import { ApplicationFailure } from '@temporalio/common';
import { DAY_MS } from '../../domain/market/candles.ts';
import { CUTOFF, type FlowHost, openFlowHost, released } from '../fixtures/flow-host.ts';

let host: FlowHost;
let outcome: ReleaseOutcome;
let database: Database;
beforeAll(async () => {
  host = await openFlowHost({ database: (real) => (database = real) });
  outcome = await released(host, host.request());
});
afterAll(() => host[Symbol.asyncDispose]());

const release = () => host.engine.client.workflow.getHandle(outcome.releaseId);

it.each([
  ['symbol', () => 'Symbol = "BTC/USDT"'],
  ['slot', () => 'Slot = "manual"'],
  ['verdict', () => `Verdict = "${outcome.verdict}"`],
])('releases are found by %s', async (_what, query) => {
  await expect.poll(() => found(query()), { timeout: 30_000 }).toEqual([outcome.releaseId]);
  expect(await found(`${query()} and WorkflowType = "slot"`)).toEqual([]);
});

async function found(query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of host.engine.client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

it('a release says in one line what it is', async () => {
  expect(await (await release().describe()).staticSummary()).toBe('BTC/USDT, manual, recorded prices');
});

it('a release details what each step found', async () => {
  const { currentDetails } = await release().query<{ currentDetails: string }>('__temporal_workflow_metadata');
  expect(currentDetails).toContain('BTC/USDT · manual · recorded');
  for (const step of [...STEP_NAMES, 'commit', 'publish']) expect(currentDetails).toContain(`- **${step}** done: `);
});

it('every activity has a name and a summary of its own', async () => {
  const { events } = await release().fetchHistory();
  const scheduled = (events ?? []).filter((event) => event.activityTaskScheduledEventAttributes);
  const summaries = scheduled.map(({ userMetadata }) => Buffer.from(userMetadata?.summary?.data ?? []).toString());
  const names = scheduled.map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name);
  expect(names.toSorted()).toEqual([...STEP_NAMES, 'commit', 'publish'].toSorted());
  expect(new Set(summaries).size).toBe(names.length);
  for (const summary of summaries) expect(summary).toMatch(/^"[A-Z][^"]{7,}"$/);
});

it('a release is shown before its files are asked what became of it, and who does not wait for that loses nothing', async () => {
  const { engine, ports, interferences } = host;
  const shown = Promise.withResolvers<void>();
  interferences.plan('planOutcome', async (perform) => {
    await shown.promise;
    return await perform();
  });
  const asOf = new Date(CUTOFF - DAY_MS).toISOString();
  const given = { slot: 'manual', candles: host.request().candleFiles, asOf };
  const installation = { ...host, client: engine.client, symbols: ['BTC/USDT'] };
  const { releaseId } = await makeRelease(installation, given, () => undefined, new AbortController().signal);
  expect(await ports.stores.outcomes.of(releaseId)).toEqual([]);
  const told: unknown[] = [];
  const follow = (signal: AbortSignal) => followOutcome(engine.client, releaseId, (event) => told.push(event), signal);
  await expect(follow(AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
  shown.resolve();
  await follow(new AbortController().signal);
  expect(await ports.stores.outcomes.of(releaseId)).toHaveLength(3);
  const scored = { text: expect.stringContaining('Scored at 4 h, 12 h, 24 h') };
  expect(told.at(-1)).toMatchObject(scored);
  await follow(new AbortController().signal);
  expect(told.at(-1), 'asked again, after it has ended').toMatchObject(scored);
});

describe('over HTTP, with an engine that runs,', () => {
  const TOKEN = 'control-token-0001';
  const { config, secrets } = readConfig({ API_TOKENS: `read+control:${TOKEN}` }, 2026);
  let api: ServedApi;
  beforeAll(async () => {
    const telemetry = openTelemetry({ app: 'test', config, secrets, write: () => undefined });
    const storage = { database, objects: host.ports.objects, stores: host.ports.stores };
    const own = { ...config, dataDir: host.config.dataDir };
    api = await serveApi({ config: own, secrets, source: 'simulated', storage, engine: host.engine, telemetry });
    await start();
  });
  afterAll(() => api[Symbol.asyncDispose]());

  /** What `npm start` makes of the schedules. */
  const start = async () => {
    const hold = await host.ports.stores.control.hold();
    return await reconcileSchedules(host.engine.client, desiredSchedules(config, 'simulated', hold));
  };
  const ask = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${api.origin}${path}`, {
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const paused = (body: Record<string, unknown>) =>
    new Set((body.schedules as { isPaused: boolean }[]).map(({ isPaused }) => isPaused));

  it('readiness is told part by part: the worker polls, the schedules are there, and nobody works for the executor', async () => {
    expect(await ask('/ready')).toEqual({
      status: 503,
      body: {
        ok: false,
        parts: [
          { name: 'forecast-worker', ok: true },
          { name: 'execution-worker', ok: false },
          { name: 'schedules', ok: true },
        ],
      },
    });
  });

  it('a pause holds every schedule, also over a restart and of what is new, until it is taken back', async () => {
    const held = await ask('/v1/control/pause', { why: 'the exchange moves' });
    expect([held.status, paused(held.body)]).toEqual([200, new Set([true])]);
    expect((await start()).map(({ change }) => change)).toEqual(
      desiredSchedules(config, 'simulated', null).map(() => 'none'),
    );
    const later = { ...config, slots: [...config.slots, '06:00'] };
    await reconcileSchedules(
      host.engine.client,
      desiredSchedules(later, 'simulated', await host.ports.stores.control.hold()),
    );
    const { state } = await host.engine.client.schedule.getHandle('slot-0600').describe();
    expect(state).toMatchObject({ paused: true, note: 'Held: the exchange moves' });
    const let_go = await ask('/v1/control/resume', {});
    expect([let_go.status, paused(let_go.body)]).toEqual([200, new Set([false])]);
    expect(new Set((await start()).map(({ change }) => change))).toEqual(new Set(['none', 'deleted']));
  });

  it('a release by hand is made once per key, and told where it stands', async () => {
    const refuse = () =>
      Promise.reject(ApplicationFailure.create({ type: 'data.stale', message: 'old', nonRetryable: true }));
    const asked = Promise.withResolvers<void>();
    host.interferences.plan('ingest', () => asked.promise.then(refuse), refuse);
    const release = (key: string) => ask('/v1/control/releases', { symbol: 'BTC/USDT' }, { 'idempotency-key': key });
    const first = await release('first-key');
    expect(first).toMatchObject({ status: 202, body: { status: 'running' } });
    const { releaseId } = first.body as { releaseId: string };
    expect([await release('first-key'), await release('joined-key')]).toEqual([first, first]);
    asked.resolve();
    await host.engine.client.workflow.getHandle(releaseId).result();
    expect(await release('first-key')).toEqual({ status: 202, body: { releaseId, status: 'fallback' } });
    const second = (await release('second-key')).body as { releaseId: string };
    expect(second.releaseId).toBe(`${releaseId}-2`);
    expect((await ask(`/v1/releases/${releaseId}`)).status).toBe(200);
    await host.engine.client.workflow.getHandle(second.releaseId).result();
  });
});
