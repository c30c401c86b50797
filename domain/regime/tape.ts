/** Is there a trend? ADX with hysteresis (F063), its direction from two exponential averages. */

/** `drifting` is neither: no trend that would have been entered, no flatness that would have been called. */
export type Tape = 'rising' | 'falling' | 'drifting' | 'flat';

/** ADX above which a trend begins, below which it ends, below which the market is flat (Wilder's scale, 0 … 100). */
const ENTER_TREND_ADX = 32;
const LEAVE_TREND_ADX = 25;
const FLAT_ADX = 18;
/** A trend turns when the averages stand this far the other way, in units of ATR. */
const TURN_GAP_ATR = 0.25;

/**
 * The tape after one more bar. `adx`: 0 … 100; `gapAtr`: (EMA20 − EMA50) / ATR. NaN in either: nothing is known, the
 * tape stays.
 */
export function nextTape(tape: Tape, adx: number, gapAtr: number): Tape {
  if (Number.isNaN(adx) || Number.isNaN(gapAtr)) return tape;
  const trending = tape === 'rising' || tape === 'falling';
  if (trending && adx >= LEAVE_TREND_ADX) return turned(tape, gapAtr);
  if (adx > ENTER_TREND_ADX && gapAtr !== 0) return gapAtr > 0 ? 'rising' : 'falling';
  if (adx < FLAT_ADX) return 'flat';
  return tape === 'flat' && adx < LEAVE_TREND_ADX ? 'flat' : 'drifting';
}

function turned(tape: 'rising' | 'falling', gapAtr: number): Tape {
  if (tape === 'rising' && gapAtr < -TURN_GAP_ATR) return 'falling';
  if (tape === 'falling' && gapAtr > TURN_GAP_ATR) return 'rising';
  return tape;
}
