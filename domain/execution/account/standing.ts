/** Questions about a state that several decisions ask. */
import { positionCost } from '../../accounting/book.ts';
import { type BaseQuantity, ZERO } from '../../accounting/money.ts';
import { sellable } from '../../accounting/steps.ts';
import { strictest, type TradingState } from '../../risk/trading-state.ts';
import { isConfirmed } from '../orders/life-cycle.ts';
import { isAlive, isUncertain, type Leg, type Order, totalRemaining } from './order.ts';
import type { AccountState } from './state.ts';

export function ordersOf(state: AccountState): readonly Order[] {
  return Object.values(state.orders);
}

export function aliveOf(state: AccountState, ...legs: readonly Leg[]): readonly Order[] {
  return ordersOf(state).filter((order) => isAlive(order) && legs.includes(order.leg));
}

/** Whether it is not certain what some order of these legs has done or may still do. */
export function anyUncertain(state: AccountState, ...legs: readonly Leg[]): boolean {
  return ordersOf(state).some((order) => legs.includes(order.leg) && isUncertain(order));
}

/** What could be closed, at the venue's steps; 0 where it is dust: at the stop, or at what was paid where there is no trade. */
export function closable(state: AccountState, quantity: BaseQuantity = state.book.positionBase.abs()): BaseQuantity {
  if (quantity.lessThanOrEqualTo(ZERO)) return ZERO;
  const { trade, book, settings } = state;
  const price = trade?.stopPrice ?? positionCost(book).div(book.positionBase);
  return sellable(quantity, price, settings.steps);
}

/** What of the position no confirmed protective order covers; 0 where that is dust. */
export function uncovered(state: AccountState): BaseQuantity {
  const confirmed = aliveOf(state, 'protection').filter((order) => isConfirmed(order.state));
  return closable(state, state.book.positionBase.abs().minus(totalRemaining(confirmed)));
}

/** The row that people set, and what the executor itself has against trading; a row that cannot be read is a halt. */
export function tradingState(state: AccountState, row: TradingState | null): TradingState {
  const own: TradingState[] = [row ?? 'halt'];
  if (state.halts.length > 0) own.push('halt');
  if (!state.reconciled) own.push('halt');
  if (state.suspicion !== null || ordersOf(state).some(({ state: now }) => now === 'unknown')) own.push('reduce');
  return strictest(own);
}
