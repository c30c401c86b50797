/** The base rate of METHODS §2 at any bar: the share of returns above 0 that ended within the window before. */
export class RisingShare {
  readonly #up: Int32Array;
  readonly #all: Int32Array;
  readonly #windowBars: number;

  /** `returns[i]` ends at the close of bar i; NaN is stepped over. */
  constructor(returns: Float64Array, windowBars: number) {
    this.#windowBars = windowBars;
    this.#up = new Int32Array(returns.length + 1);
    this.#all = new Int32Array(returns.length + 1);
    for (let i = 0; i < returns.length; i++) {
      this.#up[i + 1] = this.#up[i] + (returns[i] > 0 ? 1 : 0);
      this.#all[i + 1] = this.#all[i] + (Number.isNaN(returns[i]) ? 0 : 1);
    }
  }

  /** NaN where no return ended in the window up to and including the bar. */
  at(bar: number): number {
    const from = Math.max(0, bar - this.#windowBars);
    return (this.#up[bar + 1] - this.#up[from]) / (this.#all[bar + 1] - this.#all[from]);
  }
}
