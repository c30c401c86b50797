import type { EpochMs } from '../../../market/candles.ts';
import type { TradingState } from '../../../risk/trading-state.ts';
import type { MarketReading } from '../../exits/exit-rule.ts';
import type { AccountEvent } from '../events.ts';
import type { Order } from '../order.ts';
import { isConfirmed } from '../../orders/life-cycle.ts';
import type { AccountState } from '../state.ts';

export interface Situation {
  readonly now: EpochMs;
  readonly trading: TradingState;
  readonly market: MarketReading | null;
}

/** What is to be done about a state now; nothing when all is as it should be. Asked until nothing more comes. */
export type Policy = (state: AccountState, situation: Situation) => readonly AccountEvent[];

/**
 * Cancels of those that the venue holds. A cancel that failed or was not answered is tried again after the time of an
 * answer, not at once: an order that cannot be cancelled has mostly been filled, and the next comparison says so.
 */
export function cancels(orders: readonly Order[], { settings }: AccountState, now: EpochMs): AccountEvent[] {
  return orders
    .filter(({ state, cancelSentAt }) => {
      const underWay = cancelSentAt !== null && now - cancelSentAt < settings.answerMs;
      return isConfirmed(state) && !underWay;
    })
    .map(({ clientOrderId }) => ({ type: 'cancel-sent', clientOrderId, time: now }));
}
