/** What must hold after every event, in production as in the simulator (INCIDENTS 2.3). Broken, it halts; it never trades. */
import { brokenInvariant } from '../../accounting/book.ts';
import { type BaseQuantity, ZERO } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { TradingState } from '../../risk/trading-state.ts';
import { aliveOf, ordersOf, uncovered } from './standing.ts';
import { totalRemaining } from './order.ts';
import type { AccountState } from './state.ts';

/** The first that does not hold, in words; null when all do. */
export function brokenBy(state: AccountState): string | null {
  return (
    state.impossible ??
    brokenInvariant(state.book) ??
    positionIsFills(state) ??
    exitsFitThePosition(state) ??
    entriesFitThePlan(state)
  );
}

/** Position = Σ fills of the orders, less fees in base and dust. */
function positionIsFills({ book, ...state }: AccountState): string | null {
  const filled = ordersOf({ book, ...state }).reduce(
    (sum, { side, filled: quantity }) => (side === 'buy' ? sum.plus(quantity) : sum.minus(quantity)),
    state.forgottenBase,
  );
  const dust = book.dust.reduce((sum, { quantity }) => sum.plus(quantity), ZERO);
  const expected = filled.minus(book.feesByAsset[book.base] ?? ZERO).minus(dust);
  if (expected.equals(book.positionBase)) return null;
  return `the position is ${book.positionBase.toFixed()}, the fills of the orders add up to ${expected.toFixed()}`;
}

/** Σ working exits ≤ position; an exit that may or may not be there counts as there. */
function exitsFitThePosition(state: AccountState): string | null {
  const exits = aliveOf(state, 'protection', 'exit');
  if (exits.length === 0) return null;
  const { positionBase } = state.book;
  const total = totalRemaining(exits);
  const closes = exits.every(({ side }) => (side === 'sell') === positionBase.isPositive());
  if (closes && total.lessThanOrEqualTo(positionBase.abs())) return null;
  return `exits of ${total.toFixed()} are working against a position of ${positionBase.toFixed()}`;
}

/** Position and working entries together are no more than the plan said; unknown entries count as there. */
function entriesFitThePlan(state: AccountState): string | null {
  const entries = totalRemaining(aliveOf(state, 'entry'));
  const most: BaseQuantity = state.trade?.plan.quantity ?? ZERO;
  const total = state.book.positionBase.abs().plus(entries);
  if (total.lessThanOrEqualTo(most)) return null;
  return `position and entries add up to ${total.toFixed()}, the plan is ${most.toFixed()}`;
}

/**
 * Open means protected: by a confirmed order, or a person has been told, and after the grace period it is being closed;
 * where trading is halted that is left to the person. Holds whenever a decision is complete.
 */
export function isProtectedOrTold(state: AccountState, trading: TradingState, now: EpochMs): string | null {
  const open = uncovered(state);
  if (open.isZero()) return null;
  const alarm = state.alarms.find(({ about }) => about === 'unprotected');
  if (alarm === undefined) return `${open.toFixed()} of the position is unprotected, and nobody has been told`;
  const isLeft = trading === 'halt' || state.trade === null || state.trade.phase === 'closing';
  if (isLeft || now - alarm.since <= state.settings.graceMs) return null;
  return `${open.toFixed()} of the position stays unprotected beyond the grace period, and is not being closed`;
}
