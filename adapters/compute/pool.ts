/** A fixed number of worker threads and a queue. A job past its time limit has its thread killed and replaced. */
import { Worker } from 'node:worker_threads';
import type { Compute } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { Answer, Job } from './serve.ts';

interface Waiting extends Job {
  readonly timeoutMs: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (failure: Error) => void;
}

interface ThreadsOptions {
  readonly threads: number;
  /** Threads load their code beside whatever else is opened, instead of when they are first asked. */
  readonly startAtOnce?: boolean;
}

/** Threads of the pure functions. */
export function openCompute(options: ThreadsOptions): Compute & AsyncDisposable {
  return openThreads(new URL('./thread.ts', import.meta.url), options);
}

/** Threads of a module that serves other functions. */
export function openThreads(module: URL, { threads, startAtOnce = false }: ThreadsOptions): Compute & AsyncDisposable {
  return new Pool(module, threads, startAtOnce);
}

/** Left to itself a thread lets its garbage grow as far as the machine has memory (docs/BENCHMARKS.md: twenty symbols). */
const HEAP = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

class Pool implements Compute, AsyncDisposable {
  readonly #module: URL;
  readonly #size: number;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #queue: Waiting[] = [];
  #closed = false;

  constructor(module: URL, size: number, startAtOnce: boolean) {
    this.#module = module;
    this.#size = size;
    if (startAtOnce) for (let i = 0; i < size; i++) this.#idle.push(this.#start());
  }

  run<T>(task: string, input: unknown, limits: { readonly timeoutMs: number }): Promise<T> {
    return new Promise((resolve, reject) => {
      const { timeoutMs } = limits;
      this.#queue.push({ task, input, timeoutMs, resolve: resolve as (r: unknown) => void, reject });
      this.#next();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#queue.splice(0)) waiting.reject(new Error('the compute pool is closed'));
    await Promise.all([...this.#all].map((thread) => thread.terminate()));
  }

  #next(): void {
    if (this.#queue.length === 0 || this.#closed) return;
    const thread = this.#idle.pop() ?? (this.#all.size < this.#size ? this.#start() : undefined);
    const job = thread && this.#queue.shift();
    if (thread && job) this.#assign(thread, job);
  }

  #start(): Worker {
    const thread = new Worker(this.#module, {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: HEAP,
    });
    this.#all.add(thread);
    thread.unref();
    thread.on('error', () => this.#forget(thread)).on('exit', () => this.#forget(thread));
    return thread;
  }

  #assign(thread: Worker, job: Waiting): void {
    const settle = (end: () => void, reusable: boolean) => {
      clearTimeout(timer);
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      if (reusable) this.#idle.push(thread);
      else this.#drop(thread);
      end();
      this.#next();
    };
    const onMessage = (answer: Answer) => settle(() => deliver(answer, job), true);
    const onError = (failure: Error) => settle(() => job.reject(died(job, failure.message)), false);
    const onExit = (code: number) => settle(() => job.reject(died(job, `exit code ${code}`)), false);
    const timer = setTimeout(() => settle(() => job.reject(timeout(job)), false), job.timeoutMs);
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    thread.postMessage({ task: job.task, input: job.input } satisfies Job);
  }

  #drop(thread: Worker): void {
    this.#forget(thread);
    void thread.terminate();
  }

  /** A thread that died, busy or idle, is not handed out again. */
  #forget(thread: Worker): void {
    this.#all.delete(thread);
    const at = this.#idle.indexOf(thread);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}

function deliver(answer: Answer, job: Waiting): void {
  if ('result' in answer) job.resolve(answer.result);
  else if ('error' in answer) {
    const { code, message, detail, world } = answer.error;
    job.reject(new AlmanacError(code, message, detail, { world }));
  } else {
    const failure = new Error(`${job.task}: ${answer.crash.message}`);
    if (answer.crash.stack) failure.stack = answer.crash.stack;
    job.reject(failure);
  }
}

function timeout(job: Waiting): AlmanacError {
  return new AlmanacError('model.timeout', `${job.task} did not finish within ${job.timeoutMs} ms and was stopped.`, {
    task: job.task,
    timeoutMs: job.timeoutMs,
  });
}

function died(job: Waiting, why: string): AlmanacError {
  return new AlmanacError('model.failed', `The thread that ran ${job.task} died: ${why}.`, { task: job.task });
}
