import { Money, ZERO } from '../../../accounting/money.ts';
import { orderEvents } from '../make-order.ts';
import { aliveOf, anyUncertain, closable } from '../standing.ts';
import { cancels, type Policy } from './policy.ts';

/** Sells a rung: the stop gives way, the rung is sold once, and what is left is protected again. Refused, it is left. */
export const followRung: Policy = (state, { now, trading, market }) => {
  const { trade } = state;
  if (trade?.phase !== 'reducing' || trading === 'halt' || market === null) return [];
  const owed = Money.min(closable(state, trade.owed ?? ZERO), closable(state));
  if (owed.isZero()) {
    const over = aliveOf(state, 'exit').length === 0 && !anyUncertain(state, 'exit');
    return over ? [{ type: 'rung-ended' }] : [];
  }
  const stops = aliveOf(state, 'protection');
  if (stops.length > 0) return cancels(stops, state, now);
  if (anyUncertain(state, 'protection', 'exit')) return [];
  return orderEvents(state, trade.plan, { leg: 'exit', quantity: owed, stopPrice: null }, now, market.bid);
};
