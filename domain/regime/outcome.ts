/**
 * What a regime claims about the next day, so that its probability can be counted instead of decreed. The claims are
 * exclusive and exhaustive: crash before recovery before high volatility before trend, else range.
 */

import { quantileSorted, sortedFinite } from '../numeric/quantiles.ts';
import type { Fall } from './fall.ts';
import type { Thresholds } from './parameters.ts';
import type { Regime } from './regime.ts';

export const CLAIM_BARS = 24;
/** A fall from the highest close of 24 h as large as the largest half percent of history, within sane bounds. */
const CRASH_QUANTILE = 0.995;
const CRASH_BOUNDS = [0.05, 0.25] as const;
/** While a crash or its recovery goes on, a further fall of this share of a crash is the crash going on. */
const AFTERSHOCK_SHARE = 0.5;
/** The larger half of 24-hour moves are trends. */
const TREND_QUANTILE = 0.5;
/** The wildest fifth of days have high volatility. */
const VOLATILE_QUANTILE = 0.8;
/** In or after a crash, a day that regains this share of a crash is a recovery. */
const RECOVERY_SHARE = 0.25;
/** Keeps a market that never moved from calling standing still a trend. */
const LEAST_MOVE = 1e-4;

/** The day that followed each bar, as log-returns of closes; NaN where a bar is missing at either end. */
export interface NextDay {
  /** From this close to the close 24 bars later. */
  readonly move: number;
  /** Largest fall of a close from a higher one before it. */
  readonly drop: number;
  /** Root of the sum of squared hourly returns. */
  readonly volatility: number;
}

/** The next day of each bar that has one; shape (bars − CLAIM_BARS). */
export function nextDays(close: Float64Array): NextDay[] {
  return Array.from({ length: Math.max(0, close.length - CLAIM_BARS) }, (_, i) => dayAfter(close, i));
}

function dayAfter(close: Float64Array, from: number): NextDay {
  const end = close[from + CLAIM_BARS];
  if (Number.isNaN(close[from]) || Number.isNaN(end)) return { move: NaN, drop: NaN, volatility: NaN };
  let last = close[from];
  let peak = last;
  let deepest = 1;
  let squares = 0;
  for (let i = from + 1; i <= from + CLAIM_BARS; i++) {
    const now = close[i];
    if (Number.isNaN(now)) continue;
    const step = Math.log(now / last);
    squares += step * step;
    if (now > peak) peak = now;
    if (now / peak < deepest) deepest = now / peak;
    last = now;
  }
  return { move: Math.log(end / close[from]), drop: -Math.log(deepest), volatility: Math.sqrt(squares) };
}

/** What counts as large in this market. `drops`: fall of each close from the highest of its last 24 h. */
export function thresholdsOf(days: readonly NextDay[], drops: Float64Array): Thresholds {
  const quantile = (sample: ArrayLike<number>, p: number): number => {
    const sorted = sortedFinite(sample);
    return sorted.length > 0 ? quantileSorted(sorted, p) : 0;
  };
  const moves = Float64Array.from(days, ({ move }) => Math.abs(move));
  const volatilities = Float64Array.from(days, ({ volatility }) => volatility);
  const [least, most] = CRASH_BOUNDS;
  return {
    crashDrop: Math.min(most, Math.max(least, quantile(drops, CRASH_QUANTILE))),
    trendMove: Math.max(LEAST_MOVE, quantile(moves, TREND_QUANTILE)),
    highVolatility: Math.max(LEAST_MOVE, quantile(volatilities, VOLATILE_QUANTILE)),
  };
}

/** The regime that the next day turned out to be; null where it cannot be told. `fall`: as known when it began. */
export function realisedRegime(day: NextDay, fall: Fall | null, thresholds: Thresholds): Regime | null {
  const { move, drop, volatility } = day;
  if (Number.isNaN(move)) return null;
  if (drop >= thresholds.crashDrop * (fall === null ? 1 : AFTERSHOCK_SHARE)) return 'crash';
  if (fall !== null && move >= thresholds.crashDrop * RECOVERY_SHARE) return 'recovery';
  if (volatility >= thresholds.highVolatility) return 'high-volatility';
  if (move >= thresholds.trendMove) return 'trend-up';
  return move <= -thresholds.trendMove ? 'trend-down' : 'range';
}
