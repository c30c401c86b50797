/** What the workflow engine says of those who work for it. */
import type { Client } from '@temporalio/client';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { EngineVitals } from '../../domain/watch/vitals.ts';

export interface WatchedEngine {
  readonly client: Client;
  readonly namespace: string;
}

const WORKFLOW_TASKS = 1;
const ANSWERS_WITHIN_MS = 3_000;

export async function engineVitals(engine: WatchedEngine, queues: readonly string[]): Promise<EngineVitals> {
  try {
    const polls = queues.map(async (queue) => ({ queue, polledAt: await lastPolledAt(engine, queue) }));
    return { answers: true, queues: await Promise.all(polls) };
  } catch {
    // whatever it is, it is no answer
    return { answers: false, queues: [] };
  }
}

/** Null: nobody polls it. Throws where the engine does not answer in time. */
export async function lastPolledAt({ client, namespace }: WatchedEngine, queue: string): Promise<EpochMs | null> {
  const question = { namespace, taskQueue: { name: queue }, taskQueueType: WORKFLOW_TASKS };
  const { pollers } = await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () =>
    client.workflowService.describeTaskQueue(question),
  );
  const seconds = (pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0));
  return seconds.length === 0 ? null : Math.max(...seconds) * 1000;
}
