/** One release of one symbol: what is read, computed, recorded and told, in order. */
import { isCancellation } from '@temporalio/workflow';
import type { ReleaseRequest } from '../activities/ports.ts';
import type { ReleaseOutcome } from './messages.ts';
import { ReleaseRun } from './release-run.ts';

export async function release(request: ReleaseRequest): Promise<ReleaseOutcome> {
  const run = new ReleaseRun(request);
  try {
    await run.step('read', 'ingest');
    await Promise.all([run.step('compute', 'features'), run.step('compute', 'learn')]);
    await run.step('compute', 'regime');
    await run.step('read', 'similarity');
    await run.step('compute', 'models');
    await run.step('compute', 'ensemble');
    await run.step('compute', 'scenarios');
    await run.step('compute', 'recommend');
    await run.step('compute', 'verify');
    await run.step('llm', 'explain');
    await run.step('llm', 'debate');
    await run.optionalStep('compute', 'chart');
    await run.optionalStep('compute', 'report');
  } catch (failure) {
    if (isCancellation(failure)) throw failure;
    await run.refuse(failure);
  }
  return await run.commitAndPublish();
}
