import { quantileSorted } from '../numeric/quantiles.ts';
import type { Rng } from '../numeric/random.ts';

/** A figure with the ends of its bootstrap interval, 95 % where nothing else is said. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BlockDraws {
  /** Neighbouring rows that are drawn together, at least 1. */
  readonly blockRows: number;
  readonly draws: number;
  readonly rng: Rng;
}

/**
 * Sums of each column over resampled rows: circular block bootstrap (Politis & Romano 1992). Rows are in time; as many
 * blocks are drawn, with replacement and around the end, as fill the sample, the last one cut. All columns are drawn
 * together. Answers one array of shape (draws) per column.
 *
 * @example resampledSums([own, reference], { blockRows: 14, draws: 2_000, rng })
 */
export function resampledSums(columns: readonly Float64Array[], { blockRows, draws, rng }: BlockDraws): Float64Array[] {
  const rows = columns[0].length;
  const block = Math.min(blockRows, rows);
  const before = columns.map(runningSums);
  const sums = columns.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    for (let filled = 0; filled < rows; filled += block) {
      const start = rng.below(rows);
      const end = start + Math.min(block, rows - filled);
      for (let c = 0; c < columns.length; c++) sums[c][draw] += before[c][end] - before[c][start];
    }
  }
  return sums;
}

/**
 * How often each row is drawn, one array of shape (rows) per draw: for statistics that are no function of sums. The same
 * blocks as `resampledSums` of the same generator.
 */
export function* resampledCounts(rows: number, { blockRows, draws, rng }: BlockDraws): Generator<Uint32Array> {
  const block = Math.min(blockRows, rows);
  for (let draw = 0; draw < draws; draw++) {
    const counts = new Uint32Array(rows);
    for (let filled = 0; filled < rows; filled += block) {
      const start = rng.below(rows);
      const length = Math.min(block, rows - filled);
      for (let i = 0; i < length; i++) counts[(start + i) % rows]++;
    }
    yield counts;
  }
}

/**
 * A statistic of the columns' sums, with its percentile interval over block-bootstrap draws: 95 %, or with `tail` left out at
 * each end; draws without a finite statistic are left out.
 *
 * @example bootstrapped([own, reference], ([own, reference]) => skill(own, reference), { blockRows: 14, draws: 2_000, rng })
 */
export function bootstrapped(
  columns: readonly Float64Array[],
  statistic: (sums: readonly number[]) => number,
  how: BlockDraws & { readonly tail?: number },
): Estimate {
  const value = statistic(columns.map((column) => column.reduce((sum, x) => sum + x, 0)));
  const sums = resampledSums(columns, how);
  const drawn = Float64Array.from({ length: how.draws }, (_, draw) => statistic(sums.map((column) => column[draw])));
  return estimate(value, drawn, how.tail);
}

/** A value with the percentile interval of what was drawn for it, `tail` of it left out at each end. */
export function estimate(value: number, drawn: Float64Array, tail = 0.025): Estimate {
  const sorted = drawn.filter(Number.isFinite).sort();
  if (sorted.length === 0) return { value, low: Number.NaN, high: Number.NaN };
  return { value, low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) };
}

/** Sums of the first k values of the column laid out twice; shape (2 rows + 1). */
function runningSums(column: Float64Array): Float64Array {
  const rows = column.length;
  const sums = new Float64Array(2 * rows + 1);
  for (let i = 0; i < 2 * rows; i++) sums[i + 1] = sums[i] + column[i % rows];
  return sums;
}
