import { PIVOTS } from '../indicators/pivots.ts';
import { batch } from '../indicators/run.ts';
import { DAY_MS } from '../market/candles.ts';
import { earlier, type History } from '../market/history.ts';
import type { LevelCandidate } from './level-candidate.ts';

/** Turning points are extreme among this many bars on either side, over this many past bars. */
const SIDE_BARS = 12;
const LOOK_BACK_BARS = 1_440;
/** A turn is worth half as much after so many days. */
const HALF_LIFE_DAYS = 14;
/** Strength of one turn of now; further turns at the price add as independent chances. */
const TURN_STRENGTH = 0.35;

/**
 * Prices where the market turned, highs and lows alike: old resistance becomes support. Turns within the log-distance
 * `within` of a more recent one strengthen it: 1 − Π(1 − 0.35 · 0.5^(age / 14 d)).
 */
export function pivotCandidates(history: History, within: number): LevelCandidate[] {
  const recent = earlier(history, history.cutoff, LOOK_BACK_BARS);
  const [highs, lows] = batch(PIVOTS, recent, { left: SIDE_BARS, right: SIDE_BARS });
  const found: { price: number; weakness: number }[] = [];
  for (let bar = recent.length - 1; bar >= 0; bar--) {
    const ageDays = ((recent.length - 1 - bar + SIDE_BARS) * recent.barMs) / DAY_MS;
    const weakness = 1 - TURN_STRENGTH * 0.5 ** (ageDays / HALF_LIFE_DAYS);
    for (const price of [highs[bar], lows[bar]]) {
      if (Number.isNaN(price)) continue;
      const near = found.find((level) => Math.abs(Math.log(level.price / price)) <= within);
      if (near) near.weakness *= weakness;
      else found.push({ price, weakness });
    }
  }
  return found.map(({ price, weakness }) => ({ price, strength: 1 - weakness, origin: 'pivot' }));
}
