/** How often a series must be differenced before it looks stationary (Kwiatkowski, Phillips, Schmidt & Shin 1992). */
import { longRunVariance } from '../../numeric/long-run-variance.ts';

/** 5 % critical value of the statistic around a constant level. */
const CRITICAL = 0.463;
const MOST_DIFFERENCES = 2;

/** Differences until stationarity around a level is not rejected at 5 %; 0, 1 or 2. */
export function differencesNeeded(values: Float64Array): number {
  let differences = 0;
  let series = values;
  while (differences < MOST_DIFFERENCES && stationarityStatistic(series) > CRITICAL) {
    series = differenced(series);
    differences++;
  }
  return differences;
}

export function differenced(values: Float64Array): Float64Array {
  return values.subarray(1).map((value, i) => value - values[i]);
}

/** KPSS around a level, long-run variance with ⌊3√n / 13⌋ Bartlett lags; 0 for a series that stands still. */
export function stationarityStatistic(values: Float64Array): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const rest = values.map((value) => value - mean);
  const lags = Math.floor((3 * Math.sqrt(n)) / 13);
  const variance = longRunVariance(rest, lags);
  let sum = 0;
  let squares = 0;
  for (const value of rest) {
    sum += value;
    squares += sum * sum;
  }
  return variance > 0 ? squares / (n * n * variance) : 0;
}
