import type { EpochMs } from '../../market/candles.ts';
import { isConfirmed } from '../orders/life-cycle.ts';
import { nextQuestion, type Question } from '../orders/settlement.ts';
import { missesFills } from './order.ts';
import { ordersOf } from './standing.ts';
import type { AccountState } from './state.ts';

/** What to ask the venue now so that unknown orders are settled; asking changes nothing and may be repeated. */
export function questions(state: AccountState, now: EpochMs): { clientOrderId: string; question: Question }[] {
  return ordersOf(state).flatMap(({ clientOrderId, settlement }) => {
    const question = settlement === null ? null : nextQuestion(settlement, now);
    return question === null ? [] : [{ clientOrderId, question }];
  });
}

/** Orders to be reported on when the books are compared: confirmed ones, and any whose fills are not all known. */
export function toReport(state: AccountState): readonly string[] {
  return ordersOf(state)
    .filter((order) => isConfirmed(order.state) || missesFills(order))
    .map(({ clientOrderId }) => clientOrderId);
}

/** Clocks may differ by as much. */
const OVERLAP_MS = 60_000;

/** From when on fills are to be told: since the first order that is remembered; null where there is none. */
export function pullFrom(state: AccountState): EpochMs | null {
  const sent = ordersOf(state).flatMap(({ sentAt }) => sentAt ?? []);
  return sent.length === 0 ? null : Math.min(...sent) - OVERLAP_MS;
}
