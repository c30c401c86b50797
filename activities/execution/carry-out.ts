/** One request, once: committed before, allowed by the row as it stands now, and by the account's token. */
import { mayLeave } from '../../domain/execution/account/leaving.ts';
import { tradingState } from '../../domain/execution/account/standing.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { mayEnter } from './arming.ts';
import type { VenueRequest } from './contract.ts';
import { hearAll } from './look.ts';
import { attemptOf, waitingRequests } from './requests.ts';
import type { AccountSession } from './session.ts';

/**
 * A request that may not leave is left: the order is asked about like any other that nobody answered, and found to be
 * absent. What the venue answers is heard; without an answer the order becomes unknown by itself.
 */
export async function carryOut(
  session: AccountSession,
  request: VenueRequest,
  now: EpochMs,
  signal: AbortSignal,
): Promise<void> {
  const { kind, clientOrderId } = request;
  const isWaiting = waitingRequests(session).some(
    (waiting) => waiting.kind === kind && waiting.clientOrderId === clientOrderId,
  );
  if (!isWaiting) return;
  const account = await session.requireToken();
  const order = session.state.orders[clientOrderId];
  session.attempted.add(attemptOf(kind === 'place' ? { clientOrderId, cancelSentAt: null } : order));
  if (!mayLeave({ kind, leg: order.leg }, tradingState(session.state, await session.readRow()))) return;
  if (kind === 'place' && order.leg === 'entry' && !mayEnter(account, now)) return;
  const news =
    kind === 'place' ? await session.venue.place(order, signal) : await session.venue.cancel(clientOrderId, signal);
  await hearAll(session, news, signal);
}
