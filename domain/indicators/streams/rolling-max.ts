/**
 * Largest of the last `period` numbers, NaN before there are so many. The smallest is `-max.next(-x)`.
 * Van Herk (1992), Gil & Werman (1993): the window is the rest of the previous block, whose maxima towards its end are
 * known, and the beginning of this block. Three comparisons a bar whatever the prices do, and no branch to mispredict.
 */
export class RollingMax {
  /** [0, at) this block's numbers, [at, period) the previous block's maxima from there to its end. */
  readonly #block: Float64Array;
  readonly #period: number;
  #at = 0;
  #max = Number.NEGATIVE_INFINITY;
  #full = false;

  constructor(period: number) {
    this.#period = period;
    this.#block = new Float64Array(period + 1).fill(Number.NEGATIVE_INFINITY);
  }

  next(x: number): number {
    const block = this.#block;
    const at = this.#at;
    block[at] = x;
    const max = Math.max(this.#max, x);
    const result = Math.max(max, block[at + 1]);
    this.#max = max;
    this.#at = at + 1;
    if (at + 1 === this.#period) this.#turn();
    return this.#full ? result : Number.NaN;
  }

  #turn(): void {
    const block = this.#block;
    for (let k = this.#period - 2; k >= 0; k--) block[k] = Math.max(block[k], block[k + 1]);
    this.#at = 0;
    this.#max = Number.NEGATIVE_INFINITY;
    this.#full = true;
  }
}
