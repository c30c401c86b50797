/** One boosting fit as it grows: tree after tree, each on the slopes that the ones before have left. */
import type { Rng } from '../../numeric/random.ts';
import type { BinnedFeatures } from './binned.ts';
import type { Loss } from './loss.ts';
import { type Slopes, type Split, SplitSearch } from './split.ts';
import type { Tree, Trees } from './tree.ts';

export interface Output {
  /** One per row. */
  readonly targets: Float64Array;
  readonly loss: Loss;
  /**
   * A leaf is pulled to zero as by this many rows without a slope, above 0. Rows whose targets overlap repeat each other
   * and ask for more.
   */
  readonly priorRows: number;
}

export interface Settings {
  /** Most trees. */
  readonly rounds: number;
  /** Questions in a tree, 1 … 8. */
  readonly depth: number;
  /** Share of each Newton step that is taken. */
  readonly rate: number;
  /** Share of the rows, and of the features, that each tree gets to see. */
  readonly rowShare: number;
  readonly featureShare: number;
}

/** Learns from `rows`; predicts all. */
export class Growth {
  readonly #features: BinnedFeatures;
  readonly #outputs: readonly Output[];
  readonly #settings: Settings;
  readonly #rng: Rng;
  readonly #rows: Int32Array;
  readonly #search: SplitSearch;
  readonly #predicted: Float64Array;
  readonly #slopes: Slopes;
  readonly #leaves: Uint8Array;
  readonly #trees: Tree[] = [];

  constructor(features: BinnedFeatures, outputs: readonly Output[], settings: Settings, rng: Rng, rows: Int32Array) {
    this.#features = features;
    this.#outputs = outputs;
    this.#settings = settings;
    this.#rng = rng;
    this.#rows = rows;
    this.#search = new SplitSearch(features);
    this.#predicted = Float64Array.from({ length: features.rows * outputs.length }, (_, i) => {
      return outputs[i % outputs.length].loss.start;
    });
    this.#leaves = new Uint8Array(features.rows);
    this.#slopes = {
      outputs: outputs.length,
      slopes: new Float64Array(this.#predicted.length),
      curvatures: outputs.map(({ loss }) => loss.curvature),
      priorRows: outputs.map(({ priorRows }) => priorRows),
    };
  }

  result(): Trees {
    return { start: this.#outputs.map(({ loss }) => loss.start), trees: this.#trees };
  }

  lossOn(rows: Int32Array): number {
    const count = this.#outputs.length;
    let sum = 0;
    this.#outputs.forEach(({ targets, loss }, k) => {
      for (const row of rows) sum += loss.of(this.#predicted[row * count + k] - targets[row]);
    });
    return sum;
  }

  /** One more tree; one without a question when nothing helps. */
  grow(): void {
    const rows = drawn(this.#rows, this.#settings.rowShare, this.#rng);
    this.#slopesOf(rows);
    const splits = this.#splits(rows);
    const values = this.#values(rows, 1 << splits.length);
    this.#follow(values);
    this.#trees.push({
      features: splits.map(({ feature }) => feature),
      thresholds: splits.map(({ feature, bin }) => this.#features.cuts[feature][bin]),
      values: Array.from(values),
    });
  }

  #slopesOf(rows: Int32Array): void {
    const count = this.#outputs.length;
    const [predicted, { slopes }] = [this.#predicted, this.#slopes];
    this.#outputs.forEach(({ targets, loss }, k) => {
      for (let i = 0; i < rows.length; i++) {
        const at = rows[i] * count + k;
        slopes[at] = loss.slope(predicted[at] - targets[rows[i]]);
      }
    });
  }

  /** Asks question after question, and sends every row to its leaf. */
  #splits(rows: Int32Array): Split[] {
    const { codes, features } = this.#features;
    const candidates = drawn(
      Int32Array.from({ length: features }, (_, i) => i),
      this.#settings.featureShare,
      this.#rng,
    );
    const splits: Split[] = [];
    const leaves = this.#leaves.fill(0);
    for (let depth = 0; depth < this.#settings.depth; depth++) {
      const split = this.#search.best(rows, leaves, 1 << depth, this.#slopes, candidates);
      if (!split) break;
      splits.push(split);
      const [from, bin, bit] = [split.feature * this.#features.rows, split.bin, 1 << depth];
      for (let row = 0; row < leaves.length; row++) {
        if (codes[from + row] > bin) leaves[row] |= bit;
      }
    }
    return splits;
  }

  #values(rows: Int32Array, leafCount: number): Float64Array {
    const { outputs, slopes, curvatures, priorRows } = this.#slopes;
    const counts = new Float64Array(leafCount);
    const values = new Float64Array(leafCount * outputs);
    for (const row of rows) {
      const leaf = this.#leaves[row];
      counts[leaf]++;
      for (let k = 0; k < outputs; k++) values[leaf * outputs + k] -= slopes[row * outputs + k];
    }
    return values.map((sum, i) => {
      const k = i % outputs;
      return (this.#settings.rate * sum) / (curvatures[k] * (counts[Math.floor(i / outputs)] + priorRows[k]));
    });
  }

  #follow(values: Float64Array): void {
    const [count, leaves, predicted] = [this.#outputs.length, this.#leaves, this.#predicted];
    for (let row = 0; row < leaves.length; row++) {
      const [at, from] = [row * count, leaves[row] * count];
      for (let k = 0; k < count; k++) predicted[at + k] += values[from + k];
    }
  }
}

/** That share of the items, at least one, each as likely as any other, in their order. */
function drawn(items: Int32Array, share: number, rng: Rng): Int32Array {
  const taken = new Int32Array(Math.max(1, Math.round(share * items.length)));
  let count = 0;
  for (let i = 0; i < items.length; i++) {
    if (rng.uniform() * (items.length - i) < taken.length - count) taken[count++] = items[i];
  }
  return taken.subarray(0, count);
}
