import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import type { Heard } from '../../../domain/execution/account/heard.ts';
import type { ExecutionPlan } from '../../../domain/execution/account/plan.ts';
import { type Candles, type EpochMs, HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { type ExecutorRun, runExecutor } from '../../../lab/backtest/executor/run-executor.ts';
import { BARS_ACCOUNT, spotVenue } from './venue.ts';

const START = new Money(10_000);
const MAINTENANCE = new Money('0.005');
const COSTS = spotVenue({ spread: new Money('0.0005'), slippage: new Money('0.0005'), takerFee: new Money('0.0004') });
const rateAt = (settlement: EpochMs) => new Money(((settlement / HOUR_MS) % 5) - 2).times('0.0001');

/** Hours of a market that jumps between its bars and inside them; prices of two decimals. */
function wildMarket(rng: Rng, bars: number): Candles {
  const columns = ['openTime', 'open', 'high', 'low', 'close', 'volume'].map(() => new Float64Array(bars));
  const [openTime, open, high, low, close, volume] = columns;
  const cents = (price: number) => Math.round(price * 100) / 100;
  let price = 40_000;
  for (let at = 0; at < bars; at++) {
    openTime[at] = at * HOUR_MS;
    open[at] = cents(price * Math.exp(0.02 * rng.normal()));
    close[at] = cents(open[at] * Math.exp(0.03 * rng.normal()));
    high[at] = cents(Math.max(open[at], close[at]) * Math.exp(0.02 * Math.abs(rng.normal())));
    low[at] = cents(Math.min(open[at], close[at]) * Math.exp(-0.02 * Math.abs(rng.normal())));
    volume[at] = 100;
    price = close[at];
  }
  return { symbol: 'BTC/USDT', barMs: HOUR_MS, openTime, open, high, low, close, volume };
}

/** A plan every few hours, on either side, with up to three times the equity, whose stop may lie beyond the liquidation. */
function plansOn({ openTime, close }: Candles, rng: Rng): Map<EpochMs, Heard[]> {
  const heard = new Map<EpochMs, Heard[]>();
  for (let at = 1; at < close.length - 1; at += 4 + rng.below(12)) {
    const side = rng.uniform() < 0.5 ? 'LONG' : 'SHORT';
    const away = (distance: number) =>
      new Money((close[at] * (1 + (side === 'LONG' ? distance : -distance))).toFixed(2));
    const now = openTime[at] + HOUR_MS;
    const plan: ExecutionPlan = {
      planId: `plan${at}`,
      side,
      quantity: new Money((15_000 * (1 + rng.uniform())) / close[at]).toDecimalPlaces(4),
      stopPrice: away(-0.02 - 0.5 * rng.uniform()),
      exits: {
        targets: [0.02, 0.05].map((distance) => ({ price: away(distance), share: new Money('0.5') })),
        breakEvenAt: rng.uniform() < 0.5 ? null : away(0.03),
        trailingFraction: rng.uniform() < 0.5 ? null : new Money('0.1'),
        trailingAtrs: null,
        timeExitAt: now + HOUR_MS * (1 + rng.below(40)),
      },
      validUntil: now + HOUR_MS,
      verdict: 'pass',
      riskQuote: 50,
    };
    heard.set(now, [{ kind: 'plan', plan, expectedSlippage: 0 }]);
  }
  return heard;
}

function traded(seed: number): { readonly candles: Candles; readonly run: ExecutorRun } {
  const rng = Rng.seeded(`perpetual:${seed}`);
  const candles = wildMarket(rng, 300);
  const margin = { maintenance: MAINTENANCE, fundingRateAt: rateAt };
  const heard = plansOn(candles, rng);
  const schedule = (close: EpochMs) => heard.get(close) ?? [];
  const run = runExecutor({ candles, settings: BARS_ACCOUNT, costs: COSTS, margin, startQuote: START, schedule });
  return { candles, run };
}

describe('shorts, leverage, funding and liquidation in one loop', () => {
  it('cash, position, fees and funding add up to the equity of every bar, to the last digit', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const { candles, run } = traded(seed);
        const { openTime, open, close } = candles;
        let [cash, position] = [START, ZERO];
        let next = 0;
        for (let at = 0; at < close.length; at++) {
          const settles = at > 0 && openTime[at] % (8 * HOUR_MS) === 0;
          if (settles) cash = cash.minus(position.times(open[at]).times(rateAt(openTime[at])));
          for (; next < run.fills.length && run.fills[next].fill.time <= openTime[at]; next++) {
            const { side, quantity, price, fee } = run.fills[next].fill;
            position = side === 'buy' ? position.plus(quantity) : position.minus(quantity);
            cash = cash.plus(quantity.times(price).times(side === 'buy' ? -1 : 1)).minus(fee.amount);
          }
          const mark = new Money(close[at]);
          expect(run.equityQuote[at]).toBe(cash.plus(position.times(mark)).toNumber());
        }
        for (const { exitReason, side } of run.exited) seen.add(exitReason).add(side);
      }),
      { numRuns: 15, seed: 7 },
    );
    expect([...seen].sort()).toEqual(['LONG', 'SHORT', 'hard-stop', 'liquidation', 'stop', 'take-profit', 'time']);
  });

  it('is liquidated where the margin is used up, by no more than the bar had to offer', () => {
    const liquidated = Array.from({ length: 15 }, (_, seed) => traded(seed)).flatMap(({ candles, run }) =>
      run.exited.filter(({ exitReason }) => exitReason === 'liquidation').map((lot) => ({ candles, lot })),
    );
    expect(liquidated.length).toBeGreaterThan(3);
    for (const { candles, lot } of liquidated) {
      const at = candles.openTime.indexOf(lot.exitTime);
      const price = lot.exitPrice.toNumber();
      expect(price).toBeGreaterThan(candles.low[at] * 0.999);
      expect(price).toBeLessThan(candles.high[at] * 1.001);
      expect(lot.pnlQuote.isNegative()).toBe(true);
    }
  });
});
