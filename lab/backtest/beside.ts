/** What stands beside a strategy: buying and holding at the same costs, cash, and its own mean exposure held constant. */
import type { Candles } from '../../domain/market/candles.ts';
import { pathFigures, type PathFigures } from '../../domain/performance/path-figures.ts';
import { buyAndHold } from '../../domain/strategies/buy-and-hold.ts';
import { type BacktestPlan, venueOf } from './plan.ts';
import { NO_LIMITS } from './risk-record.ts';
import type { BacktestRun } from './account.ts';
import { runBacktest } from './run.ts';

export interface Beside {
  readonly name: string;
  readonly how: string;
  readonly figures: PathFigures;
}

/** `held`: see `heldEquity`. */
export function besides(plan: BacktestPlan, candles: Candles, run: BacktestRun, held: Float64Array): Beside[] {
  const of = (name: string, how: string, equityQuote: Float64Array): Beside => ({
    name,
    how,
    figures: pathFigures({
      startTime: candles.openTime[0],
      startQuote: plan.startQuote.toNumber(),
      closeTime: candles.openTime.map((openTime) => openTime + candles.barMs),
      equityQuote,
    }),
  });
  const start = plan.startQuote.toNumber();
  const mean = run.exposure.reduce((sum, share) => sum + share, 0) / run.exposure.length;
  return [
    of('buy and hold', 'all in at the second open, the same costs', held),
    of(
      'constant exposure',
      `${(100 * mean).toFixed(1)} % in the market, the strategy's mean; rebalanced at every close, no costs`,
      constantExposure(candles, mean, start),
    ),
    of('cash', 'nothing done', new Float64Array(candles.close.length).fill(start)),
  ];
}

export function heldEquity(plan: BacktestPlan, candles: Candles): Float64Array {
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
