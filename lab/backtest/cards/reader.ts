/** What a card is worth to somebody who reads it and acts a while after the post (METHODS §10): only where minutes were recorded. */
import { type Candles, type EpochMs, HOUR_MS, MINUTE_MS, sliceCandles } from '../../../domain/market/candles.ts';
import { runExecutor, type ExecutorRequest } from '../executor/run-executor.ts';
import { type CardAccount, scheduleOf, type Sizing } from './accounts.ts';

const DELAYS_SECONDS = [0, 60, 300] as const;
/** Longest that a card is held, and the minute in which it is left. */
const HELD_MS = 24 * HOUR_MS + MINUTE_MS;

export interface ReaderResult {
  readonly delaySeconds: number;
  /** Cards whose whole time lies in recorded minutes. */
  readonly cards: number;
  /** Mean of P&L over notional, in ten-thousandths, after costs; NaN without cards. */
  readonly meanBps: number;
  readonly pnlQuote: number;
}

export type ReaderConditions = Pick<ExecutorRequest, 'settings' | 'costs' | 'margin' | 'startQuote'>;

/** Every card in an account of its own, entered at the first minute that opens at or after the post + delay. */
export function readerResults(
  accounts: readonly CardAccount[],
  minutes: Candles,
  conditions: ReaderConditions,
  sizing: Sizing,
): ReaderResult[] {
  const cards = accounts.flatMap((account) => [...account.cards]);
  const spans = cards.flatMap(([decision, card]) => {
    const span = spanOf(minutes, decision);
    return span === null ? [] : [{ decision, card, span }];
  });
  return DELAYS_SECONDS.map((delaySeconds) => {
    const results = spans.map(({ decision, card, span }) => {
      const schedule = scheduleOf(new Map([[decision + 1000 * delaySeconds, card]]), sizing);
      const { exited } = runExecutor({ ...conditions, candles: span, schedule });
      const pnl = exited.reduce((sum, { pnlQuote }) => sum + pnlQuote.toNumber(), 0);
      const notional = exited.reduce((sum, lot) => sum + lot.quantity.times(lot.entryPrice).toNumber(), 0);
      return { pnl, bps: (1e4 * pnl) / notional };
    });
    const entered = results.filter(({ bps }) => Number.isFinite(bps));
    return {
      delaySeconds,
      cards: entered.length,
      meanBps: entered.reduce((sum, { bps }) => sum + bps, 0) / entered.length,
      pnlQuote: entered.reduce((sum, { pnl }) => sum + pnl, 0),
    };
  });
}

/** The minutes from the one that closes at the decision to the time exit; null where one of them is missing. */
function spanOf(minutes: Candles, decision: EpochMs): Candles | null {
  const { openTime } = minutes;
  const first = openTime.indexOf(decision - MINUTE_MS);
  const last = openTime.indexOf(decision + HELD_MS);
  if (first < 0 || last - first !== (HELD_MS + MINUTE_MS) / MINUTE_MS) return null;
  return sliceCandles(minutes, first, last + 1);
}
