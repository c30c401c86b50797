/** The counting thread as its process sees it: questions go in, answers come back in their order. */
import { Worker } from 'node:worker_threads';
import type { LedgerPosition } from '../../domain/ledger/document.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { Answer, Counted, Question } from './thread.ts';

/** Rows of many years fit; without a limit a thread lets its garbage grow. */
const HEAP = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 };

export type Place = Pick<LedgerPosition, 'sequence' | 'hash'>;

export type StartThread = () => Worker;

export const startThread: StartThread = () =>
  new Worker(new URL('./thread.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: HEAP,
  });

export class CountingThread {
  /** Up to where it has taken each chain. */
  readonly taken = new Map<SourceKind, Place>();
  readonly #worker: Worker;
  readonly #waiting: PromiseWithResolvers<Counted | null>[] = [];
  #isGone = false;

  constructor(start: StartThread) {
    this.#worker = start();
    this.#worker.unref();
    let problem: Error | null = null;
    this.#worker
      .on('message', (answer: Answer) => this.#hear(answer))
      .on('error', (failure: Error) => (problem = failure))
      .on('exit', () => this.#end(problem ?? new Error('the counting thread ended')));
  }

  /** Its thread has ended, and with it what it had taken. */
  get isGone(): boolean {
    return this.#isGone;
  }

  async ask(question: Question): Promise<Counted | null> {
    if (this.#isGone) throw new Error('the counting thread has ended');
    const answer = Promise.withResolvers<Counted | null>();
    this.#waiting.push(answer);
    this.#worker.postMessage(question);
    return await answer.promise;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(answer: Answer): void {
    const asked = this.#waiting.shift();
    if ('problem' in answer) asked?.reject(new Error(answer.problem));
    else asked?.resolve(answer.counted);
  }

  #end(why: Error): void {
    this.#isGone = true;
    for (const { reject } of this.#waiting.splice(0)) reject(why);
  }
}
