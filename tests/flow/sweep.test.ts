import { afterAll, beforeAll, expect, it } from 'vitest';
import { awaitOutcome } from '../../apps/operations/outcome.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { FORECAST_QUEUE, SWEEP_WORKFLOW } from '../../workflows/messages.ts';
import { type CommittedFixture, commitMadeUpRelease, marketOf } from '../fixtures/committed-release.ts';
import { type FlowHost, openFlowHost } from '../fixtures/flow-host.ts';

let host: FlowHost;
let forgotten: CommittedFixture;

beforeAll(async () => {
  host = await openFlowHost({ sources: { open: async () => marketOf(forgotten.candles, 'simulated') } });
  const cutoff = Math.floor((Date.now() - 3 * DAY_MS) / HOUR_MS) * HOUR_MS;
  const asked = { cutoff, source: 'simulated', releaseId: 'forgotten', at: cutoff + MINUTE_MS } as const;
  forgotten = await commitMadeUpRelease(host.ports, asked);
});
afterAll(() => host?.[Symbol.asyncDispose]());

async function swept(id: string): Promise<unknown> {
  const how = { workflowId: id, taskQueue: FORECAST_QUEUE, args: [{ source: 'simulated' }] };
  return await host.engine.client.workflow.execute(SWEEP_WORKFLOW, how);
}

it('the outcome of a release for which nobody waits is waited for by the sweep, and by nobody twice', async () => {
  const asked = Promise.withResolvers<void>();
  host.interferences.plan('planOutcome', async (perform) => {
    await asked.promise;
    return await perform();
  });
  expect(await swept('sweep-1')).toEqual(['forgotten']);
  expect(await swept('sweep-2')).toEqual([]);
  asked.resolve();
  const outcome = await awaitOutcome(host.engine.client, 'forgotten');
  const { settled } = await outcome.result();
  expect(settled.map(({ horizonHours }) => horizonHours)).toEqual([4, 12, 24]);
  expect(await host.ports.stores.outcomes.of('forgotten')).toHaveLength(3);
  expect(await swept('sweep-3')).toEqual([]);
});
