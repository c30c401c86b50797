import { CLOSE, type ExitRule, HOLD } from './exit-rule.ts';
import { atLeastAsGood, exitPrice } from './prices.ts';

/** Closes at the stop where the venue has not: the protective order was away for a moment, or the venue has none. */
export const hardStop: ExitRule = {
  name: 'hard-stop',
  check: ({ side, stopPrice }, market) => (atLeastAsGood(side, stopPrice, exitPrice(side, market)) ? CLOSE : HOLD),
};
