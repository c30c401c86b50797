/** The books against the venue: what it tells is heard, and what is then still different is never explained away. */
import { ZERO } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import { isFinal } from '../orders/life-cycle.ts';
import type { AccountEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Pulled } from './heard.ts';
import { isUncertain } from './order.ts';
import { ordersOf } from './standing.ts';
import type { AccountState } from './state.ts';
import { fillEvents, fundingEvents, liquidationEvents, reportEvents } from './told.ts';

/**
 * Reports and fills that are new, then the comparison. A difference may be news under way: seen once it stops entries,
 * seen again in an answer that was asked for after the venue's settling time it halts. Nothing is invented to remove it (INCIDENTS O7, O9), and the same
 * answers a second time add no event.
 */
export function reconcile(state: AccountState, pulled: Pulled, now: EpochMs, askedAt = now): AccountEvent[] {
  const told = [
    ...(pulled.funding ?? []).flatMap((paid) => fundingEvents(state, paid)),
    ...pulled.fills.flatMap((fill) => fillEvents(state, fill, now)),
    ...(pulled.liquidations ?? []).flatMap((fill) => liquidationEvents(state, fill, now)),
    ...pulled.reports.flatMap((report) => reportEvents(state, report, now)),
  ];
  const after = told.reduce(evolve, state);
  if (ordersOf(after).some(isUncertain)) return told;
  return [...told, ...verdict(after, difference(after, pulled), { now, askedAt })];
}

function verdict(
  { reconciled, suspicion, halts, settings }: AccountState,
  why: string | null,
  { now, askedAt }: { readonly now: EpochMs; readonly askedAt: EpochMs },
): AccountEvent[] {
  if (why === null) return reconciled && suspicion === null ? [] : [{ type: 'reconciled' }];
  if (suspicion?.why !== why) return [{ type: 'difference-seen', why, time: now }];
  const halted = halts.some((halt) => halt.cause === 'reconcile' && halt.why === why);
  return halted || askedAt - suspicion.since < settings.settlingMs
    ? []
    : [{ type: 'halted', halt: { cause: 'reconcile', why } }];
}

/** What the venue holds and we do not know of, in words; null where the books agree to the last decimal. */
function difference(state: AccountState, { positionBase, cashQuote, openOrders }: Pulled): string | null {
  const { book, orders, settings } = state;
  const foreign = openOrders.find((clientOrderId) => orders[clientOrderId] === undefined);
  if (foreign !== undefined) return `the venue has an order that is not ours: ${foreign}`;
  const revived = openOrders.find((clientOrderId) => isFinal(orders[clientOrderId].state));
  if (revived !== undefined) return `the venue works an order that is ${orders[revived].state} here: ${revived}`;
  const kept = book.positionBase.plus(settings.asideBase ?? ZERO);
  const held = book.dust.reduce((sum, { quantity }) => sum.plus(quantity), kept);
  if (!held.equals(positionBase)) return `we hold ${held.toFixed()}, the venue says ${positionBase.toFixed()}`;
  if (!book.cashQuote.equals(cashQuote)) {
    return `we have ${book.cashQuote.toFixed()} in cash, the venue says ${cashQuote.toFixed()}`;
  }
  return null;
}
