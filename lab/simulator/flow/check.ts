/** What must be so when everything has come to rest: our books are the venue's, and nothing and nobody waits. */
import { isAlive, isUncertain } from '../../../domain/execution/account/order.ts';
import type { FlowWorld } from './world.ts';

export function isAtRest({ store, books, engine }: FlowWorld): boolean {
  const { state } = store;
  return (
    state !== null &&
    state.trade === null &&
    state.reconciled &&
    state.halts.length === 0 &&
    state.suspicion === null &&
    !Object.values(state.orders).some((order) => isAlive(order) || isUncertain(order)) &&
    books.openOrders().length === 0 &&
    engine.unanswered === 0
  );
}

export function check(world: FlowWorld): void {
  const { violations, tradedByHand, store } = world;
  if (tradedByHand) {
    if (store.state?.halts.every(({ cause }) => cause !== 'reconcile')) {
      violations.add('a position that nobody can explain did not halt the account');
    }
  } else {
    if (!isAtRest(world)) violations.add(`it did not come to rest: ${standing(world)}`);
    if (!booksAgree(world)) violations.add('our books are not the venue’s');
    if (store.events.some((event) => event.type === 'halted' && event.halt.cause === 'reconcile')) {
      violations.add('the account was halted for a difference that was none');
    }
    unheard(world);
  }
}

function booksAgree({ books, store }: FlowWorld): boolean {
  if (store.state === null) return false;
  const { book } = store.state;
  const held = book.dust.reduce((sum, { quantity }) => sum.plus(quantity), book.positionBase);
  return held.equals(books.base) && book.cashQuote.equals(books.quote);
}

/** Every release that advises something is taken or refused, once, whoever told of it. */
function unheard({ releases, store, violations }: FlowWorld): void {
  const heard = store.events.flatMap((event) => {
    if (event.type === 'plan-accepted') return [event.plan.planId];
    return event.type === 'plan-refused' ? [event.planId] : [];
  });
  if (new Set(heard).size < heard.length) violations.add('a plan was heard twice');
  for (const releaseId of releases.sound) {
    if (!heard.some((planId) => planId.startsWith(`${releaseId}/`))) violations.add('a release was never heard of');
  }
}

function standing({ store, engine, executors }: FlowWorld): string {
  const { state } = store;
  if (state === null) return 'it was never opened';
  const { trade, orders, halts, suspicion, reconciled } = state;
  const open = Object.values(orders).filter((order) => isAlive(order) || isUncertain(order));
  const parts = [
    executors.size > 0 ? '' : 'no executor',
    trade === null ? '' : `a trade is ${trade.phase} (${trade.reason})`,
    ...open.map(({ leg, attempt, state: now }) => `${leg} ${attempt} is ${now}`),
    ...halts.map(({ cause, why }) => `halted by ${cause}: ${why}`),
    suspicion?.why ?? '',
    reconciled ? '' : 'not reconciled',
    engine.unanswered === 0 ? '' : `${engine.unanswered} questions of people wait`,
  ];
  return parts.filter(Boolean).join('; ');
}
