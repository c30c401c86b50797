/** The last `period` numbers, for what must look at each of them. */
export class Window {
  readonly #ring: Float64Array;
  #at = 0;
  #count = 0;

  constructor(period: number) {
    this.#ring = new Float64Array(period);
  }

  get full(): boolean {
    return this.#count === this.#ring.length;
  }

  /** In no particular order; only meaningful when full. */
  get values(): Float64Array {
    return this.#ring;
  }

  /** Slot of the oldest number in `values`; the next ones follow it around the ring. */
  get oldest(): number {
    return this.#at;
  }

  /** Puts a number in and returns the one that it drives out, NaN while there was room. */
  push(x: number): number {
    const ring = this.#ring;
    const at = this.#at;
    const dropped = this.#count === ring.length ? ring[at] : Number.NaN;
    ring[at] = x;
    this.#at = at + 1 === ring.length ? 0 : at + 1;
    if (this.#count < ring.length) this.#count++;
    return dropped;
  }

  /** NaN until full, and while a NaN is inside. */
  mean(): number {
    if (!this.full) return Number.NaN;
    let sum = 0;
    for (let i = 0; i < this.#ring.length; i++) sum += this.#ring[i];
    return sum / this.#ring.length;
  }
}
