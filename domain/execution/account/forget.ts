/** What an account no longer needs to know, so that its state does not grow with its age. */
import { DAY_MS } from '../../market/candles.ts';
import { isAlive, missesFills, type Order } from './order.ts';
import type { ExecutionPlan } from './plan.ts';
import { ordersOf } from './standing.ts';
import type { AccountState } from './state.ts';

/**
 * When a new trade begins, the orders of all but the last one go, if they are final and their fills are known; what they
 * filled stays as a sum. News of them that should still come are then a stranger's, and show as a difference.
 */
export function withoutOldOrders(state: AccountState): AccountState {
  const orders = ordersOf(state);
  const lastPlan = orders.at(-1)?.planId;
  const isOld = (order: Order) => order.planId !== lastPlan && !isAlive(order) && !missesFills(order);
  const old = orders.filter(isOld);
  if (old.length === 0) return state;
  const kept = Object.fromEntries(orders.filter((order) => !isOld(order)).map((order) => [order.clientOrderId, order]));
  return {
    ...state,
    orders: kept,
    forgottenBase: old.reduce(
      (sum, { side, filled }) => (side === 'buy' ? sum.plus(filled) : sum.minus(filled)),
      state.forgottenBase,
    ),
    fillsSeen: Object.fromEntries(Object.entries(state.fillsSeen).filter(([, order]) => order in kept)),
  };
}

/** With a plan more; without those that ended a day before it, which the rules refuse by their age. */
export function withPlanSeen(
  state: AccountState,
  { planId, validUntil }: Pick<ExecutionPlan, 'planId' | 'validUntil'>,
): AccountState {
  const recent = state.plansSeen.filter((seen) => validUntil - seen.validUntil < DAY_MS);
  return { ...state, plansSeen: [...recent, { planId, validUntil }] };
}
