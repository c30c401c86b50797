const BLOCK = 128;

/**
 * The smallest of a long array from which stretches are struck out: it remembers where the smallest of each block is,
 * so that asking again looks at the blocks and not at every element. NaN counts as struck out.
 */
export class BlockMinima {
  readonly #numbers: Float64Array;
  /** Index of the first smallest element of each block; −1 where all are struck out. */
  readonly #best: Int32Array;

  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
    this.#best = new Int32Array(Math.ceil(numbers.length / BLOCK));
    for (let block = 0; block < this.#best.length; block++) this.#refresh(block);
  }

  /** Index of the smallest element, the first of equals; −1 where none is left. */
  smallest(): number {
    let index = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const best of this.#best) {
      if (best >= 0 && this.#numbers[best] < least) {
        least = this.#numbers[best];
        index = best;
      }
    }
    return index;
  }

  /** Makes the elements [from, to) NaN. */
  strike(from: number, to: number): void {
    this.#numbers.fill(Number.NaN, from, to);
    for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block++) this.#refresh(block);
  }

  #refresh(block: number): void {
    const end = Math.min(this.#numbers.length, (block + 1) * BLOCK);
    let index = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = block * BLOCK; i < end; i++) {
      if (this.#numbers[i] < least) {
        least = this.#numbers[i];
        index = i;
      }
    }
    this.#best[block] = index;
  }
}
