/** Coordinates in which smoothing is searched for: free numbers of about one, whatever the series. */

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Bounds of the level's weight, as in R's forecast package. */
export const ALPHA: Range = { low: 1e-4, high: 0.9999 };

/** A number of the whole line as one of a range. */
export function between({ low, high }: Range, x: number): number {
  return low + (high - low) / (1 + Math.exp(-x));
}

/** Mean distance between neighbours that are both there; the unit of a series' level. */
export function meanStep(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 1; i < values.length; i++) {
    const step = Math.abs(values[i] - values[i - 1]);
    if (Number.isNaN(step)) continue;
    sum += step;
    count++;
  }
  return sum / Math.max(1, count);
}
