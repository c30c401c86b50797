/**
 * How many bars ago the largest of the last `period` numbers was, NaN before there are so many; of equals the newest
 * counts. For the smallest pass negated numbers. The window is searched again only when its maximum leaves it.
 */
export class NewestMaximum {
  readonly #ring: Float64Array;
  #at = 0;
  #count = 0;
  #max = Number.NEGATIVE_INFINITY;
  #maxAge = 0;

  constructor(period: number) {
    this.#ring = new Float64Array(period);
  }

  next(x: number): number {
    const ring = this.#ring;
    const at = this.#at;
    ring[at] = x;
    this.#at = at + 1 === ring.length ? 0 : at + 1;
    if (this.#count < ring.length) this.#count++;
    this.#maxAge++;
    if (x >= this.#max || this.#count === 1) {
      this.#max = x;
      this.#maxAge = 0;
    } else if (this.#maxAge >= ring.length) {
      this.#search(at);
    }
    return this.#count === ring.length ? this.#maxAge : Number.NaN;
  }

  #search(newest: number): void {
    const ring = this.#ring;
    let max = Number.NEGATIVE_INFINITY;
    let age = 0;
    let slot = newest;
    for (let back = 0; back < ring.length; back++) {
      if (ring[slot] > max) {
        max = ring[slot];
        age = back;
      }
      slot = slot === 0 ? ring.length - 1 : slot - 1;
    }
    this.#max = max;
    this.#maxAge = age;
  }
}
