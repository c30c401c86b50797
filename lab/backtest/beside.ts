/** What stands beside a strategy: buying and holding at the same costs, cash, and its own mean exposure held constant. */
import type { Candles } from '../../domain/market/candles.ts';
import type { AccountRecord } from '../../domain/performance/report/account-record.ts';
import { buyAndHold } from '../../domain/strategies/buy-and-hold.ts';
import { type Conditions, venueOf } from './plan.ts';
import { NO_LIMITS } from './risk-record.ts';
import { runBacktest } from './run.ts';

/** `held`: see `heldEquity`; `exposure`: of the account, shape (bars). */
export function besides(
  plan: Conditions,
  candles: Candles,
  exposure: Float64Array,
  held: Float64Array,
): AccountRecord['beside'] {
  const start = plan.startQuote.toNumber();
  const mean = exposure.reduce((sum, share) => sum + share, 0) / exposure.length;
  return [
    { name: 'buy and hold', how: 'all in at the second open, the same costs', equityQuote: held },
    {
      name: 'constant exposure',
      how: `${(100 * mean).toFixed(1)} % in the market, the account's mean; rebalanced at every close, no costs`,
      equityQuote: constantExposure(candles, mean, start),
    },
    { name: 'cash', how: 'nothing done', equityQuote: new Float64Array(candles.close.length).fill(start) },
  ];
}

export function heldEquity(plan: Conditions, candles: Candles): Float64Array {
  const settings = { stopDistance: null, targetDistance: null, forecasts: [] };
  const request = { candles, decide: buyAndHold.start(settings), venue: venueOf(plan), limits: NO_LIMITS };
  return runBacktest({ ...request, startQuote: plan.startQuote }).equityQuote;
}

function constantExposure({ close }: Candles, share: number, start: number): Float64Array {
  let equity = start;
  return close.map((price, i) => {
    if (i > 0) equity *= 1 + share * (price / close[i - 1] - 1);
    return equity;
  });
}
