import { AlmanacError } from '../errors.ts';
import type { Candles } from './candles.ts';
import type { CandleRow } from './sources.ts';

/** Median distance from which two venues do not tell of the same market any more. */
const MAX_DEVIATION_BPS = 200;
/** Median distance from which it is mentioned. */
const NAMED_DEVIATION_BPS = 30;

/**
 * Median of |ln(close / other close)| in basis points over the bars both venues have; null when they share none.
 * The median, because a single wick differs between honest venues.
 */
export function deviationBps(candles: Candles, other: readonly CandleRow[]): number | null {
  const closeAt = new Map(other.map((row) => [row[0], row[4]] as const));
  const distances: number[] = [];
  for (let i = Math.max(0, candles.openTime.length - other.length); i < candles.openTime.length; i++) {
    const close = closeAt.get(candles.openTime[i]);
    if (close !== undefined && close > 0) distances.push(Math.abs(Math.log(candles.close[i] / close)) * 1e4);
  }
  if (distances.length === 0) return null;
  distances.sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)];
}

/**
 * Findings of the comparison with a second venue. Throws `data.cross-venue-deviation` when the closes lie further
 * apart than two venues of one market ever do for long.
 */
export function checkAgainstVenue(
  candles: Candles,
  other: { readonly venue: string; readonly rows: readonly CandleRow[] },
): string[] {
  const bps = deviationBps(candles, other.rows);
  if (bps === null) return [`${other.venue} has none of the last bars: not compared`];
  if (bps > MAX_DEVIATION_BPS) {
    throw new AlmanacError(
      'data.cross-venue-deviation',
      `Closes of ${candles.symbol} lie ${bps.toFixed(0)} bps from those of ${other.venue} (median; at most ${MAX_DEVIATION_BPS}). One of the two is wrong; look at both before you use either.`,
      { symbol: candles.symbol, venue: other.venue, deviationBps: bps },
    );
  }
  return bps > NAMED_DEVIATION_BPS ? [`closes lie ${bps.toFixed(0)} bps from those of ${other.venue} (median)`] : [];
}
