import { describe, expect, it } from 'vitest';
import { Money } from '../../../domain/accounting/money.ts';
import type { Heard } from '../../../domain/execution/account/heard.ts';
import { type Candles, type EpochMs, HOUR_MS, sliceCandles } from '../../../domain/market/candles.ts';
import { emaCross } from '../../../domain/strategies/ema-cross.ts';
import { runExecutor } from '../../../lab/backtest/executor/run-executor.ts';
import { NO_LIMITS } from '../../../lab/backtest/risk-record.ts';
import { runBacktest } from '../../../lab/backtest/run.ts';
import type { Trade } from '../../../lab/backtest/trades.ts';
import { readCandleFile } from '../../../lab/evaluation/candle-file.ts';
import { sharedData } from '../../shared-data.ts';
import { BARS_ACCOUNT, spotVenue } from './venue.ts';

const CANDLES = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz');
const START = new Money(10_000);
const STOP = '0.02';
const TARGET = '0.03';

/** What the strategy decided, as the executor hears it: a plan at the close before each entry, taken back before a signal's exit. */
function heardOf(trades: readonly Trade[], { openTime, barMs }: Candles): Map<EpochMs, Heard[]> {
  const heard = new Map<EpochMs, Heard[]>();
  const closeBefore = (at: EpochMs) => openTime[openTime.indexOf(at) - 1] + barMs;
  const say = (at: EpochMs, what: Heard) => heard.set(at, [...(heard.get(at) ?? []), what]);
  for (const { entryTime, entryPrice, exitTime, exitReason, quantity } of trades) {
    const planId = `${entryTime}`;
    const plan = {
      planId,
      side: 'LONG',
      quantity,
      stopPrice: entryPrice.times(new Money(1).minus(STOP)),
      exits: {
        targets: [{ price: entryPrice.times(new Money(1).plus(TARGET)), share: new Money(1) }],
        breakEvenAt: null,
        trailingFraction: null,
        trailingAtrs: null,
        timeExitAt: Number.POSITIVE_INFINITY,
      },
      validUntil: Number.POSITIVE_INFINITY,
      verdict: 'pass',
      riskQuote: 0,
    } as const;
    say(closeBefore(entryTime), { kind: 'plan', plan, expectedSlippage: 0 });
    if (exitReason === 'signal') say(closeBefore(exitTime), { kind: 'invalidate', planId, why: 'the signal turned' });
  }
  return heard;
}

const told = (trade: Omit<Trade, 'exitReason'> & { exitReason: string }) =>
  [
    trade.entryTime,
    trade.entryPrice.toFixed(),
    trade.exitTime,
    trade.exitPrice.toFixed(),
    trade.quantity.toFixed(),
    trade.feesQuote.toFixed(),
    trade.pnlQuote.toFixed(),
    trade.exitReason,
  ].join(' ');
const REASONS: Readonly<Record<string, string>> = { invalidated: 'signal', 'take-profit': 'target' };

describe('the executor over recorded bars', () => {
  it.skipIf(!CANDLES).each([2_000, 20_000, 50_000])(
    'makes the trades of the fast loop, to the last decimal (from bar %i)',
    (from) => {
      const candles = sliceCandles(readCandleFile(CANDLES!, 'BTC/USDT'), from, from + 1_200);
      const decide = emaCross.start({ stopDistance: Number(STOP), targetDistance: Number(TARGET), forecasts: [] });
      const costs = spotVenue();
      const fast = runBacktest({ candles, decide, venue: costs, limits: NO_LIMITS, startQuote: START });
      const heard = heardOf(fast.trades, candles);
      const run = runExecutor({
        candles,
        settings: BARS_ACCOUNT,
        costs,
        margin: null,
        startQuote: START,
        schedule: (close) => heard.get(close) ?? [],
      });
      const closed = fast.trades.filter(({ exitReason }) => exitReason !== 'end');
      expect(new Set(closed.map(({ exitReason }) => exitReason))).toEqual(new Set(['signal', 'stop', 'target']));
      expect(run.exited.map((lot) => told({ ...lot, exitReason: REASONS[lot.exitReason] ?? lot.exitReason }))).toEqual(
        closed.map(told),
      );
      expect(run.state.book.cashQuote.toFixed()).toBe(fast.book.cashQuote.toFixed());
      // the fast loop adds doubles
      const apart = run.equityQuote.map((equity, at) => Math.abs(equity / fast.equityQuote[at] - 1));
      expect(Math.max(...apart)).toBeLessThan(1e-14);
    },
  );

  it.each([
    [79.92, ['buy 79.92 at 125', 'sell 79.92 at 90']],
    [79.921, []],
  ])('buys %d on spot where the cash pays for it at the next open, else is refused', (quantity, told) => {
    const prices = [100, 100, 125, 125, 90, 90];
    const open = Float64Array.from(prices);
    const openTime = Float64Array.from(prices, (_, at) => at * HOUR_MS);
    const volume = Float64Array.from(prices, () => 10);
    const candles: Candles = {
      symbol: 'BTC/USDT',
      barMs: HOUR_MS,
      openTime,
      open,
      high: open,
      low: open,
      close: open,
      volume,
    };
    const plan = {
      planId: 'all',
      side: 'LONG',
      quantity: new Money(quantity),
      stopPrice: new Money(95),
      exits: {
        targets: [],
        breakEvenAt: null,
        trailingFraction: null,
        trailingAtrs: null,
        timeExitAt: Number.POSITIVE_INFINITY,
      },
      validUntil: Number.POSITIVE_INFINITY,
      verdict: 'pass',
      riskQuote: 0,
    } as const;
    const { fills, state } = runExecutor({
      candles,
      settings: BARS_ACCOUNT,
      costs: spotVenue({ quantityStep: new Money('0.001') }),
      margin: null,
      startQuote: START,
      schedule: (close) => (close === 2 * HOUR_MS ? [{ kind: 'plan', plan, expectedSlippage: 0 }] : []),
    });
    // 10,000 at 125 and a fee of 0.1 %
    expect(
      fills.map(({ fill: { side, quantity: all, price } }) => `${side} ${all.toFixed()} at ${price.toFixed()}`),
    ).toEqual(told);
    expect(Object.values(state.orders).map(({ leg, state: is }) => [leg, is])[0]).toEqual([
      'entry',
      told.length > 0 ? 'filled' : 'refused',
    ]);
    expect(state.trade).toBeNull();
  });
});
