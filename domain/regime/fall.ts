/** The life of a crash: it falls, it stops falling, it recovers or is forgotten. */

import { DAY_MS, type EpochMs } from '../market/candles.ts';

export interface Fall {
  readonly phase: 'crash' | 'recovery';
  /** Highest close before and lowest close since, in quote units. */
  readonly peak: number;
  readonly low: number;
  /** Close time of the lowest bar. */
  readonly lowTime: EpochMs;
}

/** A crash is over when this share of the fall (in log-price) is regained, or when no new low came for a day. */
const REBOUND_SHARE = 0.25;
const QUIET_MS = DAY_MS;
/** A recovery is over when this share is regained, or a week after the low. */
const REGAINED_SHARE = 2 / 3;
const FORGOTTEN_MS = 7 * DAY_MS;

/**
 * The fall after one more close. `peak`: the highest close of the last 24 h, this one included; `crashDrop`: the
 * log-fall from it that is a crash. Null: nobody is falling or recovering.
 */
export function nextFall(
  fall: Fall | null,
  bar: { readonly closeTime: EpochMs; readonly close: number; readonly peak: number },
  crashDrop: number,
): Fall | null {
  const { close, closeTime, peak } = bar;
  if (Number.isNaN(close)) return fall;
  const drop = Math.log(peak / close);
  if (fall === null) return drop >= crashDrop ? { phase: 'crash', peak, low: close, lowTime: closeTime } : null;
  if (close < fall.low) return lower(fall, bar, drop, crashDrop);
  const regained = Math.log(close / fall.low) / Math.log(fall.peak / fall.low);
  const age = closeTime - fall.lowTime;
  if (fall.phase === 'crash') {
    return regained >= REBOUND_SHARE || age >= QUIET_MS ? { ...fall, phase: 'recovery' } : fall;
  }
  const over = regained >= REGAINED_SHARE || age >= FORGOTTEN_MS;
  return over && drop < crashDrop ? null : fall;
}

/** A new low is the crash going on while it is fast; a slow one ends the recovery as failed. */
function lower(
  fall: Fall,
  { close, closeTime, peak }: { readonly closeTime: EpochMs; readonly close: number; readonly peak: number },
  drop: number,
  crashDrop: number,
): Fall | null {
  if (fall.phase === 'recovery' && drop < crashDrop / 2) return null;
  return { phase: 'crash', peak: Math.max(fall.peak, peak), low: close, lowTime: closeTime };
}
