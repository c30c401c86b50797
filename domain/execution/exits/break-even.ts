import { type ExitRule, HOLD } from './exit-rule.ts';
import { atLeastAsGood, bestPrice, stopNoFurtherThan } from './prices.ts';

/** Moves the stop to the entry price once the trigger was reached. */
export const breakEven: ExitRule = {
  name: 'break-even',
  check(held, market) {
    const { breakEvenAt } = held.exits;
    if (breakEvenAt === null || !atLeastAsGood(held.side, bestPrice(held.side, market), breakEvenAt)) return HOLD;
    return stopNoFurtherThan(held, held.entryPrice);
  },
};
