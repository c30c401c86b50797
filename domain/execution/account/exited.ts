/** What was closed, and by what. */
import { applyFill } from '../../accounting/apply-fill.ts';
import type { ClosedLot } from '../../accounting/lots.ts';
import type { AccountEvent } from './events.ts';
import type { AccountState } from './state.ts';

/** A part of a trade that was closed, and what closed it. */
export interface Exited extends ClosedLot {
  readonly exitReason: string;
}

/** What an event closes of the state that it finds; nothing for an event that fills nothing. */
export function exitedBy(state: AccountState, event: AccountEvent): Exited[] {
  if (event.type !== 'fill-booked' && event.type !== 'liquidated') return [];
  const exitReason = event.type === 'liquidated' ? 'liquidation' : reasonOf(state, event.clientOrderId);
  return applyFill(state.book, event.fill).closed.map((lot) => ({ ...lot, exitReason }));
}

function reasonOf({ orders, trade }: AccountState, clientOrderId: string): string {
  if (orders[clientOrderId].leg === 'protection') return 'stop';
  return trade?.reason ?? 'take-profit';
}
