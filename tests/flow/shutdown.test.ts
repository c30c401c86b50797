import { expect, it } from 'vitest';
import { startRelease } from '../../apps/operations/release.ts';
import { kept, openFlowHost } from '../fixtures/flow-host.ts';

it('a worker whose activity is stuck and hears no cancellation still ends, and the next one finishes the release (INCIDENTS T15)', async () => {
  await using host = await openFlowHost();
  const request = host.request();
  const stuck = new Promise<void>((resolve) => {
    host.interferences.plan('regime', () => {
      resolve();
      return new Promise(() => undefined);
    });
  });
  await startRelease(host.engine.client, request);
  await stuck;
  await host.worker[Symbol.asyncDispose]();
  await expect(host.worker.ended).rejects.toThrow();
  await using _worker = await host.startWorker();
  const outcome: unknown = await host.engine.client.workflow.getHandle(request.releaseId).result();
  expect(outcome).toMatchObject({ status: 'published' });
  expect((await kept(host, request)).rows).toHaveLength(1);
});
