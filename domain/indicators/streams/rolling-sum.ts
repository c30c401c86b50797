/**
 * Sum of the last `period` numbers, NaN before there are so many. It is summed anew at each turn of the ring, so that
 * rounding errors never outlive one window.
 */
export class RollingSum {
  readonly #ring: Float64Array;
  #at = 0;
  #sum = 0;
  #full = false;

  constructor(period: number) {
    this.#ring = new Float64Array(period);
  }

  next(x: number): number {
    const ring = this.#ring;
    const at = this.#at;
    this.#sum += x - ring[at];
    ring[at] = x;
    if (at + 1 < ring.length) this.#at = at + 1;
    else this.#turn();
    return this.#full ? this.#sum : Number.NaN;
  }

  #turn(): void {
    let sum = 0;
    for (let i = 0; i < this.#ring.length; i++) sum += this.#ring[i];
    this.#sum = sum;
    this.#at = 0;
    this.#full = true;
  }
}
