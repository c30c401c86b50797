/** Scores are computed anew in a thread of their own, beside the chain: the longer half of a verification. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { EpochMs } from '../../domain/market/candles.ts';
import { ContentCheck, type ContentFindings } from '../../domain/record/verify/content-check.ts';
import type { ReadEntry } from '../../domain/record/verify/read-entry.ts';
import { type Batch, batchEntries, BatchWriter } from './batch.ts';
import { role, startThread } from './thread.ts';

/** So much may wait for the thread: what is read faster than it is scored would fill the memory. */
const MOST_WAITING = 8;

type Asked = { readonly batch: Batch } | { readonly end: EpochMs | null };
type Answer = { readonly done: ArrayBuffer } | { readonly findings: ContentFindings };

/** To be closed by whoever has begun it: Node 20.0 to 20.3 know no `await using`. */
export class ContentThread {
  readonly #worker = startThread(import.meta.url, 'contents');
  readonly #free: ArrayBuffer[] = [];
  readonly #ended: Promise<ContentFindings>;
  #writer = new BatchWriter();
  #waiting = 0;
  #wake: () => void = () => undefined;

  constructor() {
    this.#ended = new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#worker.on('message', (answer: Answer) => {
        if ('findings' in answer) resolve(answer.findings);
        else this.#takeBack(answer.done);
      });
    });
    // Told to whoever waits; until somebody does, a failure is nobody's.
    this.#ended.catch(() => this.#wake());
  }

  add(entry: ReadEntry): void {
    if (this.#writer.add(entry)) return;
    this.#send();
    this.#writer.add(entry);
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    if (this.#waiting < MOST_WAITING) return;
    await Promise.race([new Promise<void>((resolve) => (this.#wake = resolve)), this.#ended]);
  }

  /** What was found in everything added. `exportedAt`: null where the bundle does not say it. */
  async end(exportedAt: EpochMs | null): Promise<ContentFindings> {
    this.#send();
    this.#ask({ end: exportedAt });
    return await this.#ended;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(): void {
    const batch = this.#writer.batch();
    this.#waiting++;
    this.#ask({ batch }, batch.bodies.buffer);
    this.#writer = new BatchWriter(this.#free.pop());
  }

  #ask(asked: Asked, ...moved: ArrayBuffer[]): void {
    this.#worker.postMessage(asked, moved);
  }

  #takeBack(buffer: ArrayBuffer): void {
    this.#free.push(buffer);
    this.#waiting--;
    this.#wake();
  }
}

if (role === 'contents' && parentPort) answer(parentPort);

function answer(port: MessagePort): void {
  const contents = new ContentCheck(() => null);
  const tell = (said: Answer, ...moved: ArrayBuffer[]) => port.postMessage(said, moved);
  port.on('message', (asked: Asked) => {
    if ('end' in asked) return tell({ findings: contents.end(asked.end) });
    for (const entry of batchEntries(asked.batch)) contents.add(entry);
    const { buffer } = asked.batch.bodies;
    tell({ done: buffer }, buffer);
  });
}
