/** The worker of the queue of its mode: whoever runs it holds the tokens of the accounts it works on. */
import { executionActivities } from '../../activities/execution/index.ts';
import { Sessions } from '../../activities/execution/sessions.ts';
import type { ExecutionPorts } from '../../activities/ports.ts';
import { EXECUTION_QUEUE, LIVE_EXECUTION_QUEUE } from '../../workflows/messages.ts';
import { type RunningWorker, runWorker, type WorkerPlace } from '../workers/run-worker.ts';

export interface ExecutionWorkerOptions extends WorkerPlace {
  readonly ports: ExecutionPorts;
}

export async function startExecutionWorker({ ports, ...place }: ExecutionWorkerOptions): Promise<RunningWorker> {
  await using stack = new AsyncDisposableStack();
  const superseded = Promise.withResolvers<never>();
  superseded.promise.catch(() => undefined);
  const sessions = stack.use(new Sessions(ports, (failure) => superseded.reject(failure)));
  const queue = ports.mode === 'live' ? LIVE_EXECUTION_QUEUE : EXECUTION_QUEUE;
  const worker = stack.use(await runWorker(place, queue, executionActivities(ports, sessions)));
  const owned = stack.move();
  const ended = Promise.race([worker.ended, superseded.promise]);
  ended.catch(() => undefined);
  return { ended, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
