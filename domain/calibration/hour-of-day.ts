/**
 * Prices move more after some hours than after others, and most members do not know it: marginally right intervals
 * would be too narrow before New York opens and too wide before Asia sleeps. The pattern itself is measured on thousands
 * of returns; how much of it the ensemble misses is one number, read from the widths of its own past forecasts.
 */

const HOURS = 24;
/** Weights of an hour's neighbours, two to each side (METHODS §1: "decision hour" is the UTC hour ± 2). */
const KERNEL = [1, 2, 3, 2, 1];

/**
 * Mean |log-return| over `horizonBars` bars by the UTC hour in which the return starts, relative to the mean of all
 * hours; shape (24). `returns[i]` ends at the close of bar i, the first of which closes at `firstCloseHour` (UTC hour,
 * with its fraction); NaN is stepped over. An hour without returns counts as average. `hourBars`: bars in an hour.
 */
export function hourSpreads(
  returns: ArrayLike<number>,
  firstCloseHour: number,
  horizonBars: number,
  hourBars = 1,
): number[] {
  const sum = new Float64Array(HOURS);
  const count = new Float64Array(HOURS);
  const dayBars = HOURS * hourBars;
  const firstStart = (((Math.round(firstCloseHour * hourBars) - horizonBars) % dayBars) + dayBars) % dayBars;
  for (let i = 0; i < returns.length; i++) {
    const move = returns[i];
    if (Number.isNaN(move)) continue;
    const hour = Math.floor((firstStart + i) / hourBars) % HOURS;
    sum[hour] += Math.abs(move);
    count[hour]++;
  }
  const overall = around(sum, 0, Array(HOURS).fill(1)) / around(count, 0, Array(HOURS).fill(1));
  return Array.from({ length: HOURS }, (_, hour) => {
    const mean = around(sum, hour, KERNEL) / around(count, hour, KERNEL);
    return mean > 0 && overall > 0 ? mean / overall : 1;
  });
}

/** One past decision: where the hourly pattern stood, and how wide the ensemble was. */
export interface HourRow {
  /** `hourSpreads` at the decision's hour. */
  readonly spread: number;
  /** Interquartile range of the combination, above 0. */
  readonly width: number;
}

/**
 * Share of the hourly pattern that the forecasts lack, within [0, 1]: one minus the slope of the change in ln width on
 * the change in ln spread between successive decisions. Changes, because from one decision to the next the level of
 * volatility hardly moves and the hour does. Widths are compared, not misses: 26 weeks of outcomes are too noisy for it
 * (measured: the share then wanders between 0 and 1). 0 without rows. `rows` ascend by decision.
 */
export function missingHourShare(rows: readonly HourRow[]): number {
  let covariance = 0;
  let variance = 0;
  for (let i = 1; i < rows.length; i++) {
    const x = Math.log(rows[i].spread / rows[i - 1].spread);
    covariance += x * Math.log(rows[i].width / rows[i - 1].width);
    variance += x * x;
  }
  return variance > 0 ? Math.min(1, Math.max(0, 1 - covariance / variance)) : 0;
}

/** Quantiles stretched around their median by a factor; shape (103), as ordered as they were. */
export function stretched(quantiles: ArrayLike<number>, factor: number): Float64Array {
  const median = quantiles[quantiles.length >> 1];
  const result = new Float64Array(quantiles.length);
  for (let i = 0; i < result.length; i++) result[i] = median + factor * (quantiles[i] - median);
  return result;
}

/** Weighted sum of the hours around one, on the circle. */
function around(hours: Float64Array, hour: number, weights: readonly number[]): number {
  const reach = weights.length >> 1;
  return weights.reduce((sum, weight, i) => sum + weight * hours[(hour + i - reach + HOURS) % HOURS], 0);
}
