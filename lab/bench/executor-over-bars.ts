/** How fast the executor's core trades cards over bars: the part of `backtest --strategy=cards` beyond the cards themselves. */
import { Money } from '../../domain/accounting/money.ts';
import type { ExecutionPlan } from '../../domain/execution/account/plan.ts';
import { type Candles, DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { runExecutor } from '../backtest/executor/run-executor.ts';
import { accountOverBars, stepsOf } from '../backtest/executor/settings.ts';
import { type Conditions, venueOf } from '../backtest/plan.ts';
import { NO_LIMITS } from '../backtest/risk-record.ts';
import type { Figure } from './figure.ts';

const EVERY_MS = 12 * HOUR_MS;
/** Five years of cards have five minutes; trading them may take a tenth of that on a file of seven years. */
const LIMIT_MS = 30_000;

export function executorFigure(
  plan: Pick<Conditions, 'symbol' | 'fee' | 'spread' | 'slippage'>,
  candles: Candles,
): Figure {
  const { symbol } = plan;
  const settings = accountOverBars({ accountId: 'bench', symbol, steps: stepsOf(candles), limits: NO_LIMITS });
  const closes = new Map(Array.from(candles.openTime, (openTime, at) => [openTime + candles.barMs, candles.close[at]]));
  const schedule = (close: EpochMs) => {
    const price = closes.get(close);
    if (price === undefined || close % EVERY_MS !== 0) return [];
    return [{ kind: 'plan', plan: longAt(close, price), expectedSlippage: 0 } as const];
  };
  const begun = performance.now();
  const { exited } = runExecutor({
    candles,
    settings,
    costs: venueOf(plan),
    margin: null,
    startQuote: new Money(10_000),
    schedule,
  });
  const note = `${exited.length} trades of a day at most, one account, each bar through \`handle\` while one runs`;
  return {
    name: 'executor over the same hours',
    measured: performance.now() - begun,
    unit: 'ms',
    limit: LIMIT_MS,
    note,
  };
}

function longAt(close: EpochMs, price: number): ExecutionPlan {
  const away = (share: number) => new Money((price * (1 + share)).toFixed(2));
  return {
    planId: String(close),
    side: 'LONG',
    quantity: new Money((1_000 / price).toFixed(6)),
    stopPrice: away(-0.025),
    exits: {
      targets: [{ price: away(0.0375), share: new Money(1) }],
      breakEvenAt: null,
      trailingFraction: null,
      trailingAtrs: null,
      timeExitAt: close + DAY_MS,
    },
    validUntil: close + 90 * MINUTE_MS,
    verdict: 'pass',
    riskQuote: 25,
  };
}
