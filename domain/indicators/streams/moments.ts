/**
 * Mean and population standard deviation of the last `period` numbers. Squares are taken around a reference inside the
 * window, renewed at each turn of the ring: a constant series has a deviation of exactly 0, at any price.
 */
export class RollingMoments {
  readonly #ring: Float64Array;
  #at = 0;
  #full = false;
  #reference = Number.NaN;
  #sum = 0;
  #squares = 0;
  mean = Number.NaN;
  deviation = Number.NaN;

  constructor(period: number) {
    this.#ring = new Float64Array(period);
  }

  next(x: number): void {
    const ring = this.#ring;
    const at = this.#at;
    if (Number.isNaN(this.#reference)) this.#reference = x;
    const added = x - this.#reference;
    const dropped = this.#full ? ring[at] - this.#reference : 0;
    this.#sum += added - dropped;
    this.#squares += added * added - dropped * dropped;
    ring[at] = x;
    if (at + 1 < ring.length) this.#at = at + 1;
    else this.#turn(x);
    if (this.#full) this.#measure();
  }

  #turn(reference: number): void {
    const ring = this.#ring;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < ring.length; i++) {
      const d = ring[i] - reference;
      sum += d;
      squares += d * d;
    }
    this.#reference = reference;
    this.#sum = sum;
    this.#squares = squares;
    this.#at = 0;
    this.#full = true;
  }

  #measure(): void {
    const offset = this.#sum / this.#ring.length;
    const variance = this.#squares / this.#ring.length - offset * offset;
    this.mean = this.#reference + offset;
    this.deviation = variance > 0 ? Math.sqrt(variance) : 0;
  }
}
