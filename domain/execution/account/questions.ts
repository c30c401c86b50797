import type { EpochMs } from '../../market/candles.ts';
import { nextQuestion, type Question } from '../orders/settlement.ts';
import { ordersOf } from './standing.ts';
import type { AccountState } from './state.ts';

/** What to ask the venue now so that unknown orders are settled; asking changes nothing and may be repeated. */
export function questions(state: AccountState, now: EpochMs): { clientOrderId: string; question: Question }[] {
  return ordersOf(state).flatMap(({ clientOrderId, settlement }) => {
    const question = settlement === null ? null : nextQuestion(settlement, now);
    return question === null ? [] : [{ clientOrderId, question }];
  });
}
