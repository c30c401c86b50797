/** A worker thread: runs one named pure function at a time and answers with its result or its error. */
import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { AlmanacError, type ErrorBody } from '../../domain/errors.ts';
import { TASKS, type TaskName } from './tasks.ts';

export interface Job {
  readonly task: TaskName;
  readonly input: unknown;
}

export type Answer =
  | { readonly result: unknown }
  | { readonly error: ErrorBody }
  | { readonly crash: { readonly message: string; readonly stack: string | undefined } };

// A thread is ended, it does not exit: what it compiled while loading would never be kept.
flushCompileCache();

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(answerTo(job));
});

function answerTo(job: Job): Answer {
  try {
    const run = TASKS[job.task] as (input: unknown) => unknown;
    return { result: run(job.input) };
  } catch (failure) {
    if (failure instanceof AlmanacError) return { error: failure.body() };
    const { message, stack } = failure as Error;
    return { crash: { message: message ?? String(failure), stack } };
  }
}
