/** What was committed and has not left yet. It follows from the state, so that whoever asks twice gets the same answer. */
import { isConfirmed } from '../../domain/execution/orders/life-cycle.ts';
import { ordersOf } from '../../domain/execution/account/standing.ts';
import type { VenueRequest } from './contract.ts';
import type { AccountSession } from './session.ts';

/** Orders of this take-over alone: of what an earlier one had sent only the venue can tell. */
export function waitingRequests({ state, token, attempted }: AccountSession): VenueRequest[] {
  return ordersOf(state).flatMap((order): VenueRequest[] => {
    const { clientOrderId, cancelSentAt } = order;
    const isToPlace = order.state === 'sent' && order.token === token && !attempted.has(clientOrderId);
    if (isToPlace) return [{ kind: 'place', clientOrderId }];
    const isToCancel = isConfirmed(order.state) && cancelSentAt !== null;
    return isToCancel && !attempted.has(attemptOf({ clientOrderId, cancelSentAt }))
      ? [{ kind: 'cancel', clientOrderId }]
      : [];
  });
}

/** An order is placed once; its cancel may be asked for again later. */
export function attemptOf(order: { readonly clientOrderId: string; readonly cancelSentAt: number | null }): string {
  return order.cancelSentAt === null ? order.clientOrderId : `${order.clientOrderId} ${order.cancelSentAt}`;
}
