import { HOUR_MS } from '../market/candles.ts';
import type { Paths } from './paths.ts';
import type { TouchProbability } from './scenario.ts';

/**
 * Share of the paths that trade at or beyond each price within each horizon (highs for prices at or above the base
 * price, lows for those below). Prices in quote units; one entry per horizon and price, horizons first.
 */
export function touchProbabilities(
  paths: Paths,
  prices: readonly number[],
  horizonsHours: readonly number[],
): TouchProbability[] {
  return horizonsHours.flatMap((horizonHours) => {
    const { highest, lowest } = extremes(paths, (horizonHours * HOUR_MS) / paths.barMs);
    return prices.map((price) => {
      const level = Math.log(price / paths.basePrice);
      let touched = 0;
      for (let path = 0; path < paths.count; path++) {
        if (level >= 0 ? highest[path] >= level : lowest[path] <= level) touched++;
      }
      return { price, horizonHours, probability: touched / paths.count };
    });
  });
}

/** Highest high and lowest low of each path over its first `bars` bars; log-prices, shape (count). */
function extremes(paths: Paths, bars: number) {
  const highest = new Float64Array(paths.count).fill(Number.NEGATIVE_INFINITY);
  const lowest = new Float64Array(paths.count).fill(Number.POSITIVE_INFINITY);
  for (let path = 0; path < paths.count; path++) {
    const from = path * paths.bars;
    for (let at = from; at < from + Math.min(bars, paths.bars); at++) {
      if (paths.high[at] > highest[path]) highest[path] = paths.high[at];
      if (paths.low[at] < lowest[path]) lowest[path] = paths.low[at];
    }
  }
  return { highest, lowest };
}
