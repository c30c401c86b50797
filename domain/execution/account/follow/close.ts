import type { EpochMs } from '../../../market/candles.ts';
import { orderEvents } from '../make-order.ts';
import type { Order } from '../order.ts';
import { aliveOf, anyUncertain, closable, ordersOf } from '../standing.ts';
import type { AccountState } from '../state.ts';
import { cancels, type Policy } from './policy.ts';

/** After so many refusals it is a person's turn: a permanent refusal is not tried for ever (INCIDENTS O11). */
const MOST_REFUSALS = 8;
const FIRST_WAIT_MS = 5_000;

/** Cancels what is working, waits until all of it is certain, sells what is left, and ends the trade when that is dust. */
export const followClose: Policy = (state, { now, trading, market }) => {
  const { trade } = state;
  if (trade?.phase !== 'closing') return [];
  const entries = aliveOf(state, 'entry');
  const stops = aliveOf(state, 'protection');
  // in a halt nothing can be sold, so the stops stay
  const toCancel = trading === 'halt' ? entries : [...entries, ...stops];
  if (toCancel.length > 0) return cancels(toCancel, state, now);
  if (stops.length > 0 || aliveOf(state, 'exit').length > 0) return [];
  if (anyUncertain(state, 'entry', 'protection', 'exit')) return [];
  const quantity = closable(state);
  if (quantity.isZero()) return [{ type: 'trade-closed', time: now }];
  if (trading === 'halt' || market === null || now < mayTryAgainAt(state, trade.plan.planId)) return [];
  return orderEvents(state, trade.plan, { leg: 'exit', quantity, stopPrice: null }, now, market.bid);
};

/** Each refusal in a row doubles the wait. */
function mayTryAgainAt(state: AccountState, planId: string): EpochMs {
  const exits = ordersOf(state).filter((order) => order.planId === planId && order.leg === 'exit');
  const refused = exits.slice(1 + exits.findLastIndex((order) => order.state !== 'refused'));
  const last: Order | undefined = refused.at(-1);
  if (last === undefined) return 0;
  if (refused.length >= MOST_REFUSALS) return Number.POSITIVE_INFINITY;
  return (last.finalAt ?? 0) + FIRST_WAIT_MS * 2 ** (refused.length - 1);
}
