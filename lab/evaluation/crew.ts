/** A few threads that take pieces of work from one list, in order. */
import { Worker } from 'node:worker_threads';
import type { Answer, Job, ThreadData } from './thread.ts';

export class Crew implements AsyncDisposable {
  readonly #threads: Worker[];

  constructor(size: number, data: ThreadData) {
    this.#threads = Array.from(
      { length: size },
      () =>
        new Worker(new URL('./thread.ts', import.meta.url), {
          workerData: data,
          execArgv: ['--disable-warning=ExperimentalWarning'],
        }),
    );
  }

  /** Does every job; `done` hears of each when it is finished. The first that fails ends it all, as the signal does. */
  async work(jobs: readonly Job[], done: (job: Job) => void, signal: AbortSignal): Promise<void> {
    let next = 0;
    const busy = async (thread: Worker): Promise<void> => {
      for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
        await one(thread, job, signal);
        done(job);
      }
    };
    await Promise.all(this.#threads.map(busy));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

function one(thread: Worker, job: Job, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const onMessage = ({ failure }: Answer) =>
      settle(() => (failure === null ? resolve() : reject(new Error(`${job.part}: ${failure}`))));
    const onError = (failure: Error) => settle(() => reject(failure));
    const onExit = (code: number) => settle(() => reject(new Error(`${job.part}: the thread ended with code ${code}`)));
    const onAbort = () => settle(() => reject(signal.reason as Error));
    signal.addEventListener('abort', onAbort);
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    thread.postMessage(job);
  });
}
