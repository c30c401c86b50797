import { positionCost } from '../../../accounting/book.ts';
import { nearestStep } from '../../../accounting/steps.ts';
import type { ExitAnswer, HeldPosition } from '../../exits/exit-rule.ts';
import { EXIT_RULES } from '../../exits/registry.ts';
import type { AccountEvent } from '../events.ts';
import type { RunningTrade } from '../plan.ts';
import { anyUncertain, closable } from '../standing.ts';
import type { AccountState } from '../state.ts';
import type { Policy } from './policy.ts';

/** Ends what the stop at the venue has closed; else the first exit rule that has something to say is heard. */
export const followExits: Policy = (state, { trading, market }) => {
  const { trade } = state;
  if (trade?.phase !== 'open') return [];
  if (closable(state).isZero() && !anyUncertain(state, 'protection')) return [{ type: 'close-begun', reason: 'stop' }];
  if (market === null || trading === 'halt') return [];
  const held = heldPosition(state, trade);
  for (const rule of EXIT_RULES) {
    const events = eventsOf(rule.check(held, market), rule.name, trade, state);
    if (events.length > 0) return events;
  }
  return [];
};

function eventsOf(answer: ExitAnswer, by: string, trade: RunningTrade, state: AccountState): AccountEvent[] {
  switch (answer.kind) {
    case 'hold':
      return [];
    case 'close':
      return [{ type: 'close-begun', reason: by }];
    case 'move-stop': {
      const stopPrice = nearestStep(answer.stopPrice, state.settings.steps.priceStep);
      return stopPrice.equals(trade.stopPrice) ? [] : [{ type: 'stop-moved', stopPrice, by }];
    }
    case 'take-rung': {
      const quantity = closable(state, trade.plan.quantity.times(answer.share));
      const rest = closable(state, state.book.positionBase.abs().minus(quantity));
      return rest.isZero() ? [{ type: 'close-begun', reason: by }] : [{ type: 'rung-begun', quantity }];
    }
    default:
      return answer satisfies never;
  }
}

function heldPosition({ book }: AccountState, trade: RunningTrade): HeldPosition {
  const entryPrice = positionCost(book).div(book.positionBase);
  const { plan, stopPrice, rungsTaken, invalidatedBy } = trade;
  return { side: plan.side, entryPrice, stopPrice, rungsTaken, invalidatedBy, exits: plan.exits };
}
