/**
 * The quantile grid of every forecast (DESIGN §5): 0.005, 0.01 … 0.99 in steps of 0.01, 0.025, 0.975, 0.995, ascending.
 * Shape: 103 probabilities in (0, 1).
 */
export const LEVELS: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => (i + 1) / 100),
  0.005,
  0.025,
  0.975,
  0.995,
].sort((a, b) => a - b);

/** Indexes into LEVELS of 0.01 … 0.99: the levels that CRPS averages over (METHODS §1). */
export const CRPS_LEVEL_INDEXES: readonly number[] = Array.from({ length: 99 }, (_, i) =>
  LEVELS.indexOf((i + 1) / 100),
);

/** Position of a level on the grid; throws for a level that is not on it. */
export function levelIndex(level: number): number {
  const index = LEVELS.indexOf(level);
  if (index < 0) throw new RangeError(`level ${level} is not on the forecast grid`);
  return index;
}

/** The published central intervals and the levels that bound them (METHODS §1). */
export const INTERVALS = { '50': [0.25, 0.75], '80': [0.1, 0.9], '95': [0.025, 0.975] } as const;
