import { type ExitRule, HOLD } from './exit-rule.ts';
import { bestPrice, stopNoFurtherThan, worseBy } from './prices.ts';

/** The stop follows the best price at a fraction of it. */
export const trailingPercent: ExitRule = {
  name: 'trailing-percent',
  check(held, market) {
    const { trailingFraction } = held.exits;
    if (trailingFraction === null) return HOLD;
    const best = bestPrice(held.side, market);
    return stopNoFurtherThan(held, worseBy(held.side, best, best.times(trailingFraction)));
  },
};
