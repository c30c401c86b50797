import { afterAll, beforeAll, expect, it } from 'vitest';
import { STEP_NAMES } from '../../activities/contract.ts';
import type { ReleaseOutcome } from '../../workflows/messages.ts';
import { followOutcome } from '../../apps/operations/outcome.ts';
import { makeRelease } from '../../apps/operations/release.ts';
import { DAY_MS } from '../../domain/market/candles.ts';
import { CUTOFF, type FlowHost, openFlowHost, released } from '../fixtures/flow-host.ts';

let host: FlowHost;
let outcome: ReleaseOutcome;
beforeAll(async () => {
  host = await openFlowHost();
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
  expect(told.at(-1)).toMatchObject({ text: expect.stringContaining('Scored at 4 h, 12 h, 24 h') });
});
