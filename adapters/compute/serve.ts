/** The body of a worker thread: runs one named function at a time and answers with its result or its error. */
import { flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { AlmanacError, type ErrorBody } from '../../domain/errors.ts';

/** Inputs and results are structured clones; each function says what it takes, and its caller keeps to it. */
export type Tasks = Readonly<Record<string, (input: never) => unknown>>;

export interface Job {
  readonly task: string;
  readonly input: unknown;
}

export type Answer =
  | { readonly result: unknown }
  | { readonly error: ErrorBody }
  | { readonly crash: { readonly message: string; readonly stack: string | undefined } };

export function serve(tasks: Tasks): void {
  // A thread is ended, it does not exit: what it compiled while loading would never be kept.
  flushCompileCache();
  parentPort?.on('message', (job: Job) => {
    void answerTo(tasks, job).then((answer) => parentPort?.postMessage(answer));
  });
}

async function answerTo(tasks: Tasks, { task, input }: Job): Promise<Answer> {
  try {
    return { result: await tasks[task](input as never) };
  } catch (failure) {
    if (failure instanceof AlmanacError) return { error: failure.body() };
    const { message, stack } = failure as Error;
    return { crash: { message: message ?? String(failure), stack } };
  }
}
