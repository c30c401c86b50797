/** How often a series must be differenced before it looks stationary (Kwiatkowski, Phillips, Schmidt & Shin 1992). */

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
  let variance = lagged(rest, 0);
  for (let lag = 1; lag <= lags; lag++) variance += 2 * (1 - lag / (lags + 1)) * lagged(rest, lag);
  let sum = 0;
  let squares = 0;
  for (const value of rest) {
    sum += value;
    squares += sum * sum;
  }
  return variance > 0 ? squares / (n * n * variance) : 0;
}

function lagged(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i] * values[i - lag];
  return sum / values.length;
}
