/** Lines on their way to another thread: their bytes in one piece, which changes hands and comes back to be filled again. */

const LARGEST_BATCH_BYTES = 512 * 1024;

export interface Batch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each line ends in `bytes`. */
  readonly ends: readonly number[];
  /** Which line of the file each is. */
  readonly lines: readonly number[];
}

export class BatchWriter {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #ends: number[] = [];
  readonly #lines: number[] = [];
  #used = 0;

  constructor(buffer: ArrayBuffer = new ArrayBuffer(LARGEST_BATCH_BYTES)) {
    this.#bytes = new Uint8Array(buffer);
  }

  /** False, and nothing is done, where the line has no room any more. */
  add(line: number, bytes: Uint8Array): boolean {
    if (this.#used + bytes.length > this.#bytes.length) return false;
    this.#bytes.set(bytes, this.#used);
    this.#used += bytes.length;
    this.#ends.push(this.#used);
    this.#lines.push(line);
    return true;
  }

  batch(): Batch {
    return { bytes: this.#bytes, ends: this.#ends, lines: this.#lines };
  }
}

/** The text of each line, without its line feed. */
export function* batchLines({ bytes, ends, lines }: Batch): Generator<{ line: number; text: string }> {
  const utf8 = new TextDecoder();
  for (let i = 0, from = 0; i < ends.length; from = ends[i], i++) {
    yield { line: lines[i], text: utf8.decode(bytes.subarray(from, ends[i] - 1)) };
  }
}
