import type { History } from '../market/history.ts';

const FOUR_LN_2 = 4 * Math.LN2;
/** (0.001 %)² an hour: a market that stands still is called that calm, so that logarithms and ratios are finite. */
const CALMEST = 1e-10;

/**
 * Variance of each bar from its range, (ln high/low)² / (4 ln 2), about five times as informative as its squared return
 * (Parkinson 1980, The Extreme Value Method for Estimating the Variance of the Rate of Return). NaN where the bar is
 * missing, never below a floor. Shape (length).
 */
export function rangeVariances({ high, low, length }: History): Float64Array {
  const variances = new Float64Array(length);
  for (let bar = 0; bar < length; bar++) {
    const range = Math.log(high[bar] / low[bar]);
    const variance = (range * range) / FOUR_LN_2;
    variances[bar] = variance < CALMEST ? CALMEST : variance;
  }
  return variances;
}
