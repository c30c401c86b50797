import { orderEvents } from '../make-order.ts';
import { totalRemaining } from '../order.ts';
import { aliveOf, anyUncertain, closable, ordersOf } from '../standing.ts';
import type { AccountState } from '../state.ts';
import { cancels, type Policy } from './policy.ts';

/**
 * Puts a stop under everything that has none, in every phase before `closing` and in none after it (INCIDENTS O13, O14):
 * also under what a partial fill or a reconciliation brought, and while no price is known. A refused stop closes the trade (O15).
 */
export const protect: Policy = (state, { now, trading, market }) => {
  const { trade } = state;
  if (trade === null || (trade.phase !== 'entering' && trade.phase !== 'open')) return [];
  if (trading === 'halt' || anyUncertain(state, 'protection', 'exit')) return [];
  const working = aliveOf(state, 'protection', 'exit');
  const outdated = working.filter(({ stopPrice }) => stopPrice !== null && !stopPrice.equals(trade.stopPrice));
  if (outdated.length > 0) return cancels(outdated, state, now);
  const bare = closable(state, state.book.positionBase.abs().minus(totalRemaining(working)));
  if (bare.isZero()) return [];
  if (lastStopWasRefused(state)) return [{ type: 'close-begun', reason: 'stop-refused' }];
  const order = { leg: 'protection', quantity: bare, stopPrice: trade.stopPrice } as const;
  return orderEvents(state, trade.plan, order, now, market?.bid ?? trade.stopPrice);
};

function lastStopWasRefused(state: AccountState): boolean {
  const stops = ordersOf(state).filter(
    ({ leg, planId }) => leg === 'protection' && planId === state.trade?.plan.planId,
  );
  return stops.at(-1)?.state === 'refused';
}
