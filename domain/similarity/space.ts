/**
 * The embedding space: which figures describe a window, in which order and with what weight. Every embedding of one
 * space is comparable with every other; embeddings of two spaces never are, whatever their dimension (INCIDENTS D5),
 * so whoever stores or searches them carries SPACE_ID along.
 */

/** Changes whenever the same bars would give other numbers: layout, scaling, weights or lookback. */
export const SPACE_ID = 'hourly-168-path-volatility-1';

/**
 * Bars that an embedding looks at: a week, the bar it describes included. Two weeks were no better at finding windows
 * with a like sequel on BTC 2020–2021, and a missing bar silences every window that contains it.
 */
export const LOOKBACK_BARS = 168;

/** Hours before the close at which the price path is sampled: fine, then daily, then weekly resolution. */
export const PATH_OFFSETS_HOURS = [1, 2, 4, 8, 12, 18, 24, 36, 48, 72, 120, 168] as const;

/** Spans over which realised volatility is measured. */
export const VOLATILITY_SPANS_HOURS = [4, 12, 24, 72, 168] as const;

/**
 * Blocks in the order of their components. `weight` is the root-mean-square length a block adds to a distance when
 * each of its figures differs by its usual spread; a component is figure × weight / √dimensions of its block.
 */
export const BLOCKS = [
  { name: 'path', dimensions: 12, weight: 1 },
  { name: 'volatility', dimensions: 5, weight: 1.5 },
  { name: 'trend', dimensions: 4, weight: 0.5 },
  { name: 'regime', dimensions: 4, weight: 0.5 },
  { name: 'activity', dimensions: 3, weight: 0.5 },
  { name: 'calendar', dimensions: 4, weight: 0.75 },
] as const;

/** Length of every embedding of this space. */
export const DIMENSIONS: number = BLOCKS.reduce((sum, block) => sum + block.dimensions, 0);

/** Weight of each component; shape (DIMENSIONS). */
export const COMPONENT_WEIGHTS: Float64Array = Float64Array.from(
  BLOCKS.flatMap((block) => new Array<number>(block.dimensions).fill(block.weight / Math.sqrt(block.dimensions))),
);
