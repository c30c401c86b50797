import type { BinnedFeatures } from './binned.ts';

export interface Slopes {
  readonly outputs: number;
  /** Of the loss, by row and output: shape (rows × outputs), row by row. */
  readonly slopes: Float64Array;
  /** Second derivative of the loss, per output. */
  readonly curvatures: readonly number[];
  /** Rows without a slope that every leaf is thought to hold besides its own, per output. */
  readonly priorRows: readonly number[];
}

export interface Split {
  readonly feature: number;
  /** Rows in bins above this one answer yes. */
  readonly bin: number;
}

/**
 * The question that helps most when asked in every leaf at once, or null when none helps. The help of a split is what
 * Newton steps in its halves gain over one in the whole, Σ slope² / (curvature · (rows + prior)) (Chen & Guestrin 2016,
 * XGBoost, eq. 7, with one curvature per output).
 */
export class SplitSearch {
  readonly #binned: BinnedFeatures;
  readonly #bins: number;
  #sums = new Float64Array(0);
  readonly #gains: Float64Array;

  constructor(binned: BinnedFeatures) {
    this.#binned = binned;
    this.#bins = 1 + Math.max(0, ...binned.cuts.map((cuts) => cuts.length));
    this.#gains = new Float64Array(this.#bins);
  }

  /** `leaves`: the leaf each row is in, 0 … leafCount − 1. */
  best(
    rows: Int32Array,
    leaves: Uint8Array,
    leafCount: number,
    slopes: Slopes,
    candidates: Iterable<number>,
  ): Split | null {
    let best: Split | null = null;
    let most = 0;
    for (const feature of candidates) {
      const splits = this.#binned.cuts[feature].length;
      this.#add(feature, rows, leaves, leafCount, slopes);
      this.#gains.fill(0, 0, splits);
      for (let leaf = 0; leaf < leafCount; leaf++) this.#gainIn(leaf, splits, slopes);
      for (let bin = 0; bin < splits; bin++) {
        if (!(this.#gains[bin] > most)) continue;
        most = this.#gains[bin];
        best = { feature, bin };
      }
    }
    return best;
  }

  /** Sums by leaf and bin: first how many rows, then the slopes of each output. */
  #add(feature: number, rows: Int32Array, leaves: Uint8Array, leafCount: number, { outputs, slopes }: Slopes): void {
    const width = outputs + 1;
    const size = leafCount * this.#bins * width;
    if (this.#sums.length < size) this.#sums = new Float64Array(size);
    else this.#sums.fill(0, 0, size);
    const [sums, bins] = [this.#sums, this.#bins];
    const codes = this.#binned.codes.subarray(feature * this.#binned.rows, (feature + 1) * this.#binned.rows);
    if (outputs === 1) return addOne(sums, { rows, leaves, codes, bins }, slopes);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const at = (leaves[row] * bins + codes[row]) * width;
      const from = row * outputs;
      sums[at]++;
      for (let k = 0; k < outputs; k++) sums[at + 1 + k] += slopes[from + k];
    }
  }

  #gainIn(leaf: number, splits: number, { outputs, curvatures, priorRows }: Slopes): void {
    const width = outputs + 1;
    const [sums, gains] = [this.#sums, this.#gains];
    const from = leaf * this.#bins * width;
    const rowsIn = sumOver(sums, from, splits + 1, width);
    if (rowsIn === 0) return;
    for (let k = 0; k < outputs; k++) {
      const prior = priorRows[k];
      const whole = sumOver(sums, from + 1 + k, splits + 1, width);
      const before = (whole * whole) / (rowsIn + prior);
      let below = 0;
      let rowsBelow = 0;
      for (let bin = 0; bin < splits; bin++) {
        rowsBelow += sums[from + bin * width];
        below += sums[from + bin * width + 1 + k];
        const above = whole - below;
        const after = (below * below) / (rowsBelow + prior) + (above * above) / (rowsIn - rowsBelow + prior);
        gains[bin] += (after - before) / curvatures[k];
      }
    }
  }
}

/** The same for one output, where the inner loop would be most of the work. */
function addOne(sums: Float64Array, { rows, leaves, codes, bins }: Places, slopes: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const at = 2 * (leaves[row] * bins + codes[row]);
    sums[at]++;
    sums[at + 1] += slopes[row];
  }
}

interface Places {
  readonly rows: Int32Array;
  readonly leaves: Uint8Array;
  /** Of one feature. */
  readonly codes: Uint8Array;
  readonly bins: number;
}

function sumOver(sums: Float64Array, from: number, count: number, step: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += sums[from + i * step];
  return sum;
}
