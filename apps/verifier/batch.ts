/** Entries on their way to another thread: their bodies in one piece of memory, which changes hands and comes back to be filled again. */
import { EntryBody } from '../../domain/record/verify/entry-body.ts';
import type { EntryHead, ReadEntry } from '../../domain/record/verify/read-entry.ts';

const LARGEST_BATCH_BYTES = 512 * 1024;

export interface Batch {
  readonly heads: readonly EntryHead[];
  /** Canonical JSON, one behind the other. */
  readonly bodies: Uint8Array<ArrayBuffer>;
  /** Where each ends in `bodies`. */
  readonly ends: readonly number[];
}

export class BatchWriter {
  readonly #bodies: Uint8Array<ArrayBuffer>;
  readonly #heads: EntryHead[] = [];
  readonly #ends: number[] = [];
  #used = 0;

  constructor(buffer: ArrayBuffer = new ArrayBuffer(LARGEST_BATCH_BYTES)) {
    this.#bodies = new Uint8Array(buffer);
  }

  /** False, and nothing is done, where the entry has no room any more. */
  add({ body: { bytes }, ...head }: ReadEntry): boolean {
    if (this.#used + bytes.length > this.#bodies.length) return false;
    this.#bodies.set(bytes, this.#used);
    this.#used += bytes.length;
    this.#ends.push(this.#used);
    this.#heads.push(head);
    return true;
  }

  batch(): Batch {
    return { heads: this.#heads, bodies: this.#bodies, ends: this.#ends };
  }
}

export function* batchEntries({ heads, bodies, ends }: Batch): Generator<ReadEntry> {
  const bytes = Buffer.from(bodies.buffer);
  for (let i = 0, from = 0; i < heads.length; from = ends[i], i++) {
    yield { ...heads[i], body: EntryBody.of(bytes.subarray(from, ends[i])) };
  }
}
