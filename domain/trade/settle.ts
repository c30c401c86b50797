/** What became of a card, from closed candles alone (METHODS §10): the reading of the matching engine for one bracket, on doubles. */
import type { Candles, EpochMs } from '../market/candles.ts';
import type { TradePlan } from './card.ts';

export type CardExit = 'stop' | 'target' | 'time';

export interface SettledCard {
  readonly side: TradePlan['side'];
  /** At the open of the first bar after the cutoff. */
  readonly entryPrice: number;
  readonly exit: CardExit;
  readonly exitPrice: number;
  /** Open time of the bar in which it ended. */
  readonly exitBar: EpochMs;
  /** Fraction of the entry price, before fees, spread, slippage and funding. */
  readonly grossReturn: number;
}

/**
 * Entered at the open after the cutoff; the stop before the target in one bar, also on the entry bar; a gap fills at the open;
 * the target wants a trade beyond it; what is left ends at the close of `timeExitAt`. Only the first target counts. `void`
 * where a bar between is missing.
 *
 * @example settle(card.plan, candles, cutoff) // { exit: 'stop', … }
 */
export function settle(plan: TradePlan, candles: Candles, cutoff: EpochMs): SettledCard | 'void' {
  const { openTime, open, close, barMs } = candles;
  const first = openTime.indexOf(cutoff);
  const bars = (plan.timeExitAt - cutoff) / barMs;
  if (first < 0 || openTime[first + bars - 1] !== plan.timeExitAt - barMs) return 'void';
  const sign = plan.side === 'LONG' ? 1 : -1;
  const ended = (at: number, exit: CardExit, exitPrice: number): SettledCard => ({
    side: plan.side,
    entryPrice: open[first],
    exit,
    exitPrice,
    exitBar: openTime[at],
    grossReturn: (sign * (exitPrice - open[first])) / open[first],
  });
  for (let at = first; at < first + bars; at++) {
    const left = leftIn(candles, at, { sign, stop: Number(plan.stop), target: Number(plan.targets[0]) });
    if (left) return ended(at, left.exit, left.price);
  }
  return ended(first + bars - 1, 'time', close[first + bars - 1]);
}

interface Barriers {
  readonly sign: 1 | -1;
  readonly stop: number;
  readonly target: number;
}

function leftIn(
  { open, high, low }: Candles,
  at: number,
  { sign, stop, target }: Barriers,
): { readonly exit: 'stop' | 'target'; readonly price: number } | null {
  const against = sign > 0 ? low[at] : high[at];
  const towards = sign > 0 ? high[at] : low[at];
  if (sign * (open[at] - stop) <= 0) return { exit: 'stop', price: open[at] };
  if (sign * (open[at] - target) > 0) return { exit: 'target', price: open[at] };
  if (sign * (against - stop) <= 0) return { exit: 'stop', price: stop };
  return sign * (towards - target) > 0 ? { exit: 'target', price: target } : null;
}
