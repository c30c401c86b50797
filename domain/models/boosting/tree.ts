/**
 * Oblivious trees: every node of one depth asks the same question, so a tree is a list of questions and a table of
 * answers (Kohavi 1994; Prokhorenkova et al. 2018, CatBoost, §4). Less flexible than free trees, which is what a market
 * with little to learn from needs, and read off without branches.
 */

/** Plain JSON, small enough to be stored with a release. */
export interface Tree {
  /** The feature asked for at each depth. */
  readonly features: readonly number[];
  /** Above it the answer is yes; a missing value is not above anything. */
  readonly thresholds: readonly number[];
  /** One value per output in each leaf: shape (2^depth × outputs). Bit d of a leaf is the answer at depth d. */
  readonly values: readonly number[];
}

/** Trees of one fit with what they are added to. */
export interface Trees {
  /** One per output. */
  readonly start: readonly number[];
  readonly trees: readonly Tree[];
}

/** One prediction per output for a row of features; shape (outputs). */
export function predict({ start, trees }: Trees, row: ArrayLike<number>): Float64Array {
  const predicted = Float64Array.from(start);
  for (const { features, thresholds, values } of trees) {
    let leaf = 0;
    for (let depth = 0; depth < features.length; depth++) {
      if (row[features[depth]] > thresholds[depth]) leaf |= 1 << depth;
    }
    for (let k = 0; k < predicted.length; k++) predicted[k] += values[leaf * predicted.length + k];
  }
  return predicted;
}
