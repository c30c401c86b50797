/** Features cut into a few bins each, so that every possible split of a tree is met in one pass over the rows. */
import { sortedFast } from '../../numeric/sort.ts';

/** More bins than this do not fit a byte, and are not needed. */
const MOST_BINS = 255;

export interface BinnedFeatures {
  readonly rows: number;
  readonly features: number;
  /** Bin of each row, feature by feature: shape (features × rows). A value that is missing is in the lowest bin. */
  readonly codes: Uint8Array;
  /** Per feature, ascending: bin b holds the values above cuts[b − 1] up to and including cuts[b]. */
  readonly cuts: readonly Float64Array[];
}

/**
 * Cuts each feature at its own quantiles into at most `bins` bins of about as many rows (Ke et al. 2017, LightGBM, §2.1);
 * equal values share a bin. `columns`: one array per feature, all of one length; NaN where a value is missing.
 *
 * @example binFeatures([Float64Array.of(1, 2, 3, 4)], 2).cuts[0] // one cut: 2
 */
export function binFeatures(columns: readonly Float64Array[], bins: number): BinnedFeatures {
  if (bins < 2 || bins > MOST_BINS) throw new RangeError(`${bins} bins; choose 2 … ${MOST_BINS}`);
  const rows = columns[0]?.length ?? 0;
  const codes = new Uint8Array(columns.length * rows);
  const cuts = columns.map((column) => cutsOf(column, bins));
  columns.forEach((column, feature) => {
    for (let row = 0; row < rows; row++) codes[feature * rows + row] = binOf(column[row], cuts[feature]);
  });
  return { rows, features: columns.length, codes, cuts };
}

function cutsOf(column: Float64Array, bins: number): Float64Array {
  const sorted = sortedFast(column.filter((value) => !Number.isNaN(value)));
  const highest = sorted[sorted.length - 1];
  const cuts: number[] = [];
  for (let bin = 1; bin < bins && sorted.length > 0; bin++) {
    const cut = sorted[Math.ceil((bin * sorted.length) / bins) - 1];
    if (cut < highest && (cuts.length === 0 || cut > cuts[cuts.length - 1])) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** Number of cuts below the value. */
function binOf(value: number, cuts: Float64Array): number {
  let low = 0;
  let high = Number.isNaN(value) ? 0 : cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
