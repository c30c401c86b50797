/** An ascending sample that loses and gains a few values at a time, in place: moving runs is far cheaper than sorting. */
export class SortedWindow {
  readonly #buffer: Float64Array;
  #length = 0;

  /** `capacity`: most values it will ever hold. */
  constructor(capacity: number) {
    this.#buffer = new Float64Array(capacity);
  }

  /** The values, ascending; a view that the next change overwrites. */
  get values(): Float64Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Takes out values, ascending, all of which it holds. */
  remove(gone: Float64Array): void {
    if (gone.length === 0) return;
    let at = this.#firstAtLeast(gone[0], 0);
    for (let i = 0; i < gone.length; i++) {
      const next = i + 1 < gone.length ? this.#firstAtLeast(gone[i + 1], at + 1) : this.#length;
      this.#buffer.copyWithin(at - i, at + 1, next);
      at = next;
    }
    this.#length -= gone.length;
  }

  /** Puts in values, ascending. */
  add(come: Float64Array): void {
    let end = this.#length;
    for (let i = come.length - 1; i >= 0; i--) {
      const at = this.#firstAtLeast(come[i], 0);
      this.#buffer.copyWithin(at + i + 1, at, end);
      this.#buffer[at + i] = come[i];
      end = at;
    }
    this.#length += come.length;
  }

  /** Index of the first value ≥ `value` at or after `from`; the length when there is none. */
  #firstAtLeast(value: number, from: number): number {
    let low = from;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#buffer[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
