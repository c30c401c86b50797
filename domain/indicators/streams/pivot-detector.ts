import { Window } from './window.ts';

/**
 * Turning points by left and right bars: a bar is a pivot high when its high lies above the `left` bars before it and
 * not below the `right` bars after it, so it is known only `right` bars later.
 */
export class PivotDetector {
  readonly #window: Window;
  readonly #left: number;

  constructor(left: number, right: number) {
    this.#window = new Window(left + right + 1);
    this.#left = left;
  }

  /** The price of the pivot `right` bars ago, NaN where that bar was none. Pivot lows: negate in and out. */
  next(high: number): number {
    this.#window.push(high);
    if (!this.#window.full) return Number.NaN;
    const { values, oldest } = this.#window;
    const candidate = values[(oldest + this.#left) % values.length];
    for (let k = 0; k < values.length; k++) {
      const other = values[(oldest + k) % values.length];
      if (k < this.#left ? other >= candidate : other > candidate) return Number.NaN;
    }
    return candidate;
  }
}
