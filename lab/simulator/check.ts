/** What must be so when everything has come to rest (INCIDENTS §3): our books are the venue's, and nothing hangs. */
import { handle } from '../../domain/execution/account/handle.ts';
import { isAlive, isUncertain } from '../../domain/execution/account/order.ts';
import { closable } from '../../domain/execution/account/standing.ts';
import type { World } from './world.ts';

/** Every order final, every position closed, the books compared. */
export function isAtRest({ worker, network }: World): boolean {
  const { state } = worker;
  const orders = Object.values(state.orders);
  return (
    worker.isAlive &&
    state.trade === null &&
    state.reconciled &&
    state.halts.length === 0 &&
    state.suspicion === null &&
    !orders.some((order) => isAlive(order) || isUncertain(order)) &&
    network.pulled([]).openOrders.length === 0
  );
}

export function check(world: World): void {
  const { violations, tradedByHand } = world;
  if (tradedByHand) {
    if (world.worker.state.halts.every(({ cause }) => cause !== 'reconcile')) {
      violations.add('a position that nobody can explain did not halt the account');
    }
  } else {
    if (!isAtRest(world)) violations.add(`it did not come to rest: ${standing(world)}`);
    if (!booksAgree(world)) violations.add('our books are not the venue’s');
    if (world.store.events.some((event) => event.type === 'halted' && event.halt.cause === 'reconcile')) {
      violations.add('the account was halted for a difference that was none');
    }
  }
  if (!isIdempotent(world)) violations.add('reconciling twice added an event');
}

function booksAgree({ venue, worker }: World): boolean {
  const { book } = worker.state;
  const held = book.dust.reduce((sum, { quantity }) => sum.plus(quantity), book.positionBase);
  return held.equals(venue.base) && book.cashQuote.equals(venue.quote);
}

/** The same answers of the venue, again and again, say nothing new (INCIDENTS O7). */
function isIdempotent({ network, worker, queue, store }: World): boolean {
  const heard = { kind: 'pulled', pulled: network.pulled(Object.keys(worker.state.orders)) } as const;
  const moment = { now: queue.now, row: store.row, market: null };
  const once = handle(worker.state, heard, moment).state;
  return [1, 2, 3, 4].every(() => handle(once, heard, moment).events.length === 0);
}

function standing({ worker }: World): string {
  const { trade, orders, halts, suspicion, reconciled } = worker.state;
  const open = Object.values(orders).filter((order) => isAlive(order) || isUncertain(order));
  const parts = [
    worker.isAlive ? '' : 'no worker',
    trade === null ? '' : `a trade is ${trade.phase} (${trade.reason}) with ${closable(worker.state).toFixed()}`,
    ...open.map(({ leg, attempt, state }) => `${leg} ${attempt} is ${state}`),
    ...halts.map(({ cause, why }) => `halted by ${cause}: ${why}`),
    suspicion?.why ?? '',
    reconciled ? '' : 'not reconciled',
  ];
  return parts.filter(Boolean).join('; ');
}
