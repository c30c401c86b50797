import type { VenueNews } from '../../activities/ports.ts';
import { type BaseQuantity, ZERO } from '../../domain/accounting/money.ts';
import type { OrderFill, OrderReport } from '../../domain/execution/account/heard.ts';
import type { PaperOrder, PaperState } from '../../domain/execution/paper/state.ts';

type Report = VenueNews & { readonly kind: 'report' };

export function reportOf(
  clientOrderId: string,
  news: OrderReport['news'],
  why: string | null = null,
  executed: BaseQuantity = ZERO,
): Report {
  return { kind: 'report', clientOrderId, news, executed, why };
}

/** Where an order stands, then its fills; nothing for one that the venue never took. */
export function newsOf(state: PaperState, clientOrderId: string): VenueNews[] {
  const order = state.orders[clientOrderId];
  if (order === undefined) return [];
  const fills = fillsOf(state, clientOrderId).map((told): VenueNews => ({ kind: 'fill', ...told }));
  return [reportOf(clientOrderId, NEWS[order.status], order.expiry, order.filled), ...fills];
}

/** Quantities come from fills: a filled order is one that was taken. */
const NEWS: Readonly<Record<PaperOrder['status'], OrderReport['news']>> = {
  open: 'acknowledge',
  filled: 'acknowledge',
  cancelled: 'cancel',
  expired: 'expire',
};

export function fillsOf({ fills }: PaperState, clientOrderId: string): OrderFill[] {
  return fills.map(({ told }) => told).filter((told) => told.clientOrderId === clientOrderId);
}
