/** What a trade brings on many futures: stop, target or time exit (METHODS §6, same-bar rule of §10). */
import type { Futures } from './futures.ts';
import type { Tilt } from './lean.ts';

/** A trade on the scale of the futures: log-distances, positive; `sign` 1 for LONG, −1 for SHORT. */
export interface Trade {
  readonly sign: 1 | -1;
  readonly stop: number;
  readonly target: number;
  /** Left at the close of this bar at the latest; 1 = the first. */
  readonly exitBar: number;
  /** Fraction of the price paid at each funding settlement. */
  readonly fundingPaid: number;
}

/** Mean and its standard error, as fractions of the entry price, before fees, spread and slippage. */
export interface Estimate {
  readonly mean: number;
  readonly se: number;
}

/**
 * Entered at the base price. In one bar the stop goes before the target, on the first bar too. A path opens each bar
 * where the one before closed, so a gap beyond stop or target cannot happen inside it; slippage stands for it.
 * `settlements`: see `settlementsByBar`.
 */
export function exitValue(trade: Trade, futures: Futures, tilt: Tilt, settlements: Float64Array): Estimate {
  const { count, bars, close } = futures;
  const { sign, exitBar, fundingPaid } = trade;
  const atStop = sign * Math.expm1(-sign * trade.stop);
  const atTarget = sign * Math.expm1(sign * trade.target);
  let sum = 0;
  let squares = 0;
  let weighted = 0;
  let weights = 0;
  for (let path = 0; path < count; path++) {
    const from = path * bars;
    const end = close[from + exitBar - 1];
    const left = firstExit(trade, futures, from);
    const gross = left === 0 ? sign * Math.expm1(end) : left > 0 ? atTarget : atStop;
    const value = gross - fundingPaid * settlements[left === 0 ? exitBar : Math.abs(left) - 1];
    const weight = end > 0 ? tilt.up : tilt.down;
    sum += weight * value;
    squares += (weight * value) ** 2;
    weighted += weight * weight * value;
    weights += weight * weight;
  }
  const mean = sum / count;
  return { mean, se: Math.sqrt(Math.max(0, squares - 2 * mean * weighted + mean * mean * weights)) / count };
}

/** Bar of the first exit, 1 = the first, negative when it was the stop; 0 when the time runs out. */
function firstExit({ sign, stop, target, exitBar }: Trade, { high, low }: Futures, from: number): number {
  const against = sign > 0 ? low : high;
  const towards = sign > 0 ? high : low;
  for (let bar = 0; bar < exitBar; bar++) {
    if (sign * against[from + bar] <= -stop) return -(bar + 1);
    if (sign * towards[from + bar] >= target) return bar + 1;
  }
  return 0;
}
