import { quantileSorted } from '../numeric/quantiles.ts';
import type { Rng } from '../numeric/random.ts';

/** Trades that are drawn together, because neighbours are alike. */
const BLOCK_TRADES = 5;
const RUIN = 0.5;

export interface ShuffledTrades {
  readonly runs: number;
  readonly trades: number;
  /** Final equity over the starting one: 5th, 50th and 95th percentile. */
  readonly growth: Percentiles;
  /** Deepest fall from a peak, on the trades' ends. */
  readonly maxDrawdown: Percentiles;
  /** Share of the runs that ever stood at half of the start or less. */
  readonly chanceOfHalving: number;
}

export type Percentiles = readonly [p5: number, p50: number, p95: number];

/**
 * The trades in other orders: drawn with replacement in blocks of five, as many as there are, each compounding the equity
 * it finds (METHODS §11). `returns`: of the equity at entry, in time, at least one, each above −1.
 *
 * @example shuffledTrades(trades.map(({ returnOnEquity }) => returnOnEquity), 10_000, Rng.seeded('1'))
 */
export function shuffledTrades(returns: ArrayLike<number>, runs: number, rng: Rng): ShuffledTrades {
  const count = returns.length;
  const factors = Float64Array.from({ length: count + BLOCK_TRADES }, (_, i) => 1 + returns[i % count]);
  const growth = new Float64Array(runs);
  const falls = new Float64Array(runs);
  let halved = 0;
  for (let run = 0; run < runs; run++) {
    let [equity, peak, lowest, left] = [1, 1, 1, 1];
    for (let drawn = 0; drawn < count; drawn += BLOCK_TRADES) {
      const start = rng.below(count);
      const end = start + Math.min(BLOCK_TRADES, count - drawn);
      for (let i = start; i < end; i++) {
        equity *= factors[i];
        if (equity > peak) peak = equity;
        else if (equity < left * peak) left = equity / peak;
        if (equity < lowest) lowest = equity;
      }
    }
    growth[run] = equity;
    falls[run] = 1 - left;
    if (lowest <= RUIN) halved++;
  }
  return {
    runs,
    trades: count,
    growth: percentiles(growth),
    maxDrawdown: percentiles(falls),
    chanceOfHalving: halved / runs,
  };
}

function percentiles(values: Float64Array): Percentiles {
  const sorted = values.sort();
  return [quantileSorted(sorted, 0.05), quantileSorted(sorted, 0.5), quantileSorted(sorted, 0.95)];
}
