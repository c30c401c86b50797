import { type ExitRule, HOLD } from './exit-rule.ts';
import { bestPrice, stopNoFurtherThan, worseBy } from './prices.ts';

/** The stop follows the best price at a multiple of the average true range; it stands where that is not known. */
export const trailingAtr: ExitRule = {
  name: 'trailing-atr',
  check(held, market) {
    const { trailingAtrs } = held.exits;
    if (trailingAtrs === null || market.atr === null) return HOLD;
    const best = bestPrice(held.side, market);
    return stopNoFurtherThan(held, worseBy(held.side, best, market.atr.times(trailingAtrs)));
  },
};
