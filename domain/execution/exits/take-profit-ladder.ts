import { CLOSE, type ExitRule, HOLD } from './exit-rule.ts';
import { atLeastAsGood, exitPrice } from './prices.ts';

/** Sells a share at each target, one rung at a time; the last rung of a ladder that adds up to the whole closes. */
export const takeProfitLadder: ExitRule = {
  name: 'take-profit',
  check({ side, rungsTaken, exits: { targets } }, market) {
    const rung = targets.at(rungsTaken);
    if (rung === undefined || !atLeastAsGood(side, exitPrice(side, market), rung.price)) return HOLD;
    const taken = targets.slice(0, rungsTaken + 1).reduce((sum, { share }) => sum + share.toNumber(), 0);
    return taken >= 1 ? CLOSE : { kind: 'take-rung', share: rung.share };
  },
};
