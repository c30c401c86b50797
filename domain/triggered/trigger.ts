/**
 * What makes a release outside the planned slots worth while: a market that has just moved further within an hour than it
 * usually does. Memoryless: whether it fires at a moment depends on the bars of the seven days and two hours before it.
 */
import { type EpochMs, FIVE_MINUTES_MS, HOUR_MS } from '../market/candles.ts';
import { type History, logReturns } from '../market/history.ts';
import { WEEK_MS } from '../market/week.ts';
import { SpanMeans } from '../models/calmed-variances.ts';

export const HOUR_BARS = HOUR_MS / FIVE_MINUTES_MS;
const USUAL_BARS = WEEK_MS / FIVE_MINUTES_MS;
/** About three a day on recorded BTC: counted, not tuned on scores. */
const SIGMAS = 1.5;

/**
 * 1 at each bar of five minutes at whose close the trigger fires, shape (length): |60-minute log-return| is at least 1.5 σ
 * of the seven days that ended an hour before (σ of an hour from squared five-minute returns, missing ones stepped
 * over), and was below it at every close of the hour before. A missing end fires nothing.
 *
 * @example triggersOf(history)[history.length - 1] === 1 // a triggered release is due at the cutoff
 */
export function triggersOf(history: History): Uint8Array {
  const moves = logReturns(history, HOUR_BARS);
  const squares = new SpanMeans(logReturns(history, 1).map((move) => move * move));
  const fired = new Uint8Array(history.length);
  let lastBeyond = Number.NEGATIVE_INFINITY;
  for (let bar = USUAL_BARS + HOUR_BARS; bar < history.length; bar++) {
    const hourBefore = bar + 1 - HOUR_BARS;
    const usual = Math.sqrt(HOUR_BARS * squares.mean(hourBefore - USUAL_BARS, hourBefore));
    if (!(Math.abs(moves[bar]) >= SIGMAS * usual && usual > 0)) continue;
    if (bar - lastBeyond > HOUR_BARS) fired[bar] = 1;
    lastBeyond = bar;
  }
  return fired;
}

/** The closes at which the trigger fires, ascending. */
export function triggerMoments(history: History): EpochMs[] {
  const moments: EpochMs[] = [];
  triggersOf(history).forEach((fired, bar) => {
    if (fired === 1) moments.push(history.firstOpenTime + (bar + 1) * history.barMs);
  });
  return moments;
}
