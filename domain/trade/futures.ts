/** The published paths without their drift: what a trade is valued on (METHODS §6). */
import type { Paths } from '../scenarios/paths.ts';

/** Log-prices relative to the base price; bar b of path p at [p · bars + b]. The mean price is the base price at every close. */
export interface Futures {
  readonly count: number;
  readonly bars: number;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/**
 * The first `count` paths, stretched by `scale` on the log scale, every bar shifted so that the expected price change
 * up to its close is zero: a drift that the past happened to have is no reason to trade.
 */
export function driftlessFutures(paths: Paths, count: number, scale: number): Futures {
  const { bars } = paths;
  const column = (of: Float64Array) => of.slice(0, count * bars).map((value) => scale * value);
  const futures = { count, bars, high: column(paths.high), low: column(paths.low), close: column(paths.close) };
  for (let bar = 0; bar < bars; bar++) {
    const drift = Math.log(meanPrice(futures, bar));
    for (let at = bar; at < futures.close.length; at += bars) {
      futures.close[at] -= drift;
      futures.high[at] -= drift;
      futures.low[at] -= drift;
    }
  }
  return futures;
}

/** Relative to the base price. */
function meanPrice({ close, count, bars }: Futures, bar: number): number {
  let sum = 0;
  for (let at = bar; at < close.length; at += bars) sum += Math.exp(close[at]);
  return sum / count;
}
