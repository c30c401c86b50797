import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../apps/embedded/engine.ts';
import { startRelease } from '../../apps/operations/release.ts';
import { type FlowHost, kept, openFlowHost, released } from '../fixtures/flow-host.ts';

describe('when the engine is killed in the middle of a release and started again on its data folder', () => {
  it('the worker that was there finishes the release', async () => {
    await using host = await openFlowHost();
    const undisturbed = await releaseOnce(host);
    await killEngineDuring(host, 'models');
    await using engine = await openEngine(host.config, () => undefined);
    await expectFinished(host, engine, undisturbed);
  });

  it('another worker finishes the release', async () => {
    await using host = await openFlowHost();
    const undisturbed = await releaseOnce(host);
    await killEngineDuring(host, 'commit');
    await host.worker[Symbol.asyncDispose]();
    await using engine = await openEngine(host.config, () => undefined);
    await using _worker = await host.startWorker(engine.address);
    await expectFinished(host, engine, undisturbed);
  });
});

async function releaseOnce(host: FlowHost) {
  await released(host, host.request());
  const undisturbed = await kept(host, host.request());
  await host.beginAnew();
  return undisturbed;
}

/** Resolves when the engine is gone; the activity then goes on and finds nobody to answer to. */
async function killEngineDuring(host: FlowHost, activity: string): Promise<void> {
  const { pid } = JSON.parse(await readFile(join(host.config.dataDir, 'engine.json'), 'utf8')) as { pid: number };
  const killed = new Promise<void>((resolve) => {
    host.interferences.plan(activity, (perform) => {
      process.kill(pid, 'SIGKILL');
      resolve();
      return perform();
    });
  });
  await startRelease(host.engine.client, host.request());
  await killed;
}

async function expectFinished(host: FlowHost, { client }: Engine, undisturbed: unknown): Promise<void> {
  const { releaseId } = host.request();
  expect(await client.workflow.getHandle(releaseId).result()).toMatchObject({ status: 'published' });
  expect(await kept(host, host.request())).toEqual(undisturbed);
}
