import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Money } from '../../../domain/accounting/money.ts';
import { brokenInvariant, equityAt } from '../../../domain/accounting/book.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { emaCross } from '../../../domain/strategies/ema-cross.ts';
import { NO_LIMITS } from '../../../lab/backtest/risk-record.ts';
import type { BacktestRun } from '../../../lab/backtest/account.ts';
import { runBacktest } from '../../../lab/backtest/run.ts';
import type { Trade } from '../../../lab/backtest/trades.ts';
import { readCandleFile } from '../../../lab/evaluation/candle-file.ts';
import { sharedData } from '../../shared-data.ts';
import { spotVenue } from './venue.ts';

const CANDLES = sharedData('ohlcv/BTCUSDT-1h-2017-2023.csv.gz');
const RECORDED = [
  {
    file: sharedData('backtest/ema-cross-12-26.backtesting-py.csv'),
    stopDistance: null,
    targetDistance: null,
    equity: '36121.60',
  },
  {
    file: sharedData('backtest/ema-cross-12-26-stop2-target3.backtesting-py.csv'),
    stopDistance: 0.02,
    targetDistance: 0.03,
    equity: '3770.33',
  },
];
const REASONS: Readonly<Record<string, string>> = { sl: 'stop', tp: 'target', signal: 'signal' };

/** The recorded file has fees, money and the prices of stops and targets to six decimals. */
const rounded = (value: { toFixed(decimals: number): string }) => Number(value.toFixed(6));

function recordedTrades(file: string) {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [entry, exit, entryPrice, exitPrice, quantity, fee, pnl, , reason] = line.split(',');
    return [
      Date.parse(entry),
      Date.parse(exit),
      Number(entryPrice),
      Number(exitPrice),
      Number(quantity),
      Number(fee),
      Number(pnl),
      REASONS[reason],
    ];
  });
}

const ours = (trade: Trade) => [
  trade.entryTime,
  trade.exitTime,
  trade.entryPrice.toNumber(),
  rounded(trade.exitPrice),
  trade.quantity.toNumber(),
  rounded(trade.feesQuote),
  rounded(trade.pnlQuote),
  trade.exitReason,
];

function finalEquity({ book }: BacktestRun, close: number): string {
  return equityAt(book, new Money(close)).toFixed(2);
}

function sumOf(trades: readonly Trade[], price: 'entryPrice' | 'exitPrice'): string {
  return trades.reduce((total, trade) => total.plus(trade[price]), new Money(0)).toFixed(4);
}

describe('another convention', () => {
  it.skipIf(!CANDLES)('fills the same signals one price earlier, at the close', () => {
    const candles = readCandleFile(CANDLES!, 'BTC/USDT');
    const run = (convention: 'next-open' | 'close') => {
      const decide = emaCross.start({ stopDistance: null, targetDistance: null, forecasts: [] });
      const costs = { venue: spotVenue(), limits: NO_LIMITS, startQuote: new Money(10_000) };
      return runBacktest({ candles, decide, convention, ...costs }).trades;
    };
    const [open, close] = [run('next-open'), run('close')];
    const barOf = new Map(Array.from(candles.openTime, (time, at) => [time, at]));
    for (const [i, trade] of close.entries()) {
      const at = barOf.get(open[i].entryTime)! - 1;
      expect(trade.entryTime).toBe(candles.openTime[at] + candles.barMs);
      expect(trade.entryPrice.toNumber()).toBe(candles.close[at]);
    }
    expect(close).toHaveLength(open.length);
  });

  /** backtesting.py 0.6.6 with `buy(sl=close * 0.98, tp=close * 1.03)`. */
  const SIGNAL_EXITS = { trades: 959, equity: '3537.69', entryPrices: '20666398.9000', exitPrices: '20676170.0907' };

  it.skipIf(!CANDLES)('measures stop and target from the close of the signal, and ends as backtesting.py does', () => {
    const candles = readCandleFile(CANDLES!, 'BTC/USDT');
    const run = runBacktest({
      candles,
      decide: emaCross.start({ stopDistance: 0.02, targetDistance: 0.03, forecasts: [] }),
      convention: 'signal-exits',
      ...{ venue: spotVenue(), limits: NO_LIMITS, startQuote: new Money(10_000) },
    });
    const closed = run.trades.filter(({ exitReason }) => exitReason !== 'end');
    expect({
      trades: closed.length,
      equity: finalEquity(run, candles.close[candles.close.length - 1]),
      entryPrices: sumOf(closed, 'entryPrice'),
      exitPrices: sumOf(closed, 'exitPrice'),
    }).toEqual(SIGNAL_EXITS);
  });
});

describe('the convention of vectorbt', () => {
  /** `lab/bench/backtest/vectorbt_reference.py FILE SLIPPAGE`, vectorbt 1.2.0. */
  const RECORDED = [
    { slippage: '0', trades: 959, equity: '3558.01', entryPrices: '20666341.0600', exitPrices: '20676178.0907' },
    { slippage: '0.0005', trades: 959, equity: '1765.20', entryPrices: '20676674.2305', exitPrices: '20671678.7132' },
  ];

  it.skipIf(!CANDLES).each(RECORDED)('ends as vectorbt does (slippage $slippage)', ({ slippage, ...recorded }) => {
    const candles = readCandleFile(CANDLES!, 'BTC/USDT');
    const run = runBacktest({
      candles,
      decide: emaCross.start({ stopDistance: 0.02, targetDistance: 0.03, forecasts: [] }),
      convention: 'vectorbt',
      ...{ venue: spotVenue({ slippage: new Money(slippage) }), limits: NO_LIMITS, startQuote: new Money(10_000) },
    });
    const closed = run.trades.filter(({ exitReason }) => exitReason !== 'end');
    expect({
      trades: closed.length,
      equity: finalEquity(run, candles.close[candles.close.length - 1]),
      entryPrices: sumOf(closed, 'entryPrice'),
      exitPrices: sumOf(closed, 'exitPrice'),
    }).toEqual(recorded);
  });

  it.each([
    ['a stop goes before a target that the open has passed', [104, 105, 97, 100], 98],
    ['a target is reached by a touch', [100, 103, 99, 100], 103],
    ['a gap over the target fills at the open', [104, 105, 101, 102], 104],
    ['a gap over the stop fills at the open', [95, 104, 94, 100], 95],
  ])('%s, and the bar has no second order', (_, second, exitPrice) => {
    const bars = [[100, 100, 100, 100], second, [100, 100, 100, 100]];
    const column = (i: number) => Float64Array.from(bars, (bar) => bar[i]);
    const [open, high, low, close] = [0, 1, 2, 3].map(column);
    const openTime = Float64Array.from(bars, (_bar, at) => at * HOUR_MS);
    const candles = { symbol: 'BTC/USDT', barMs: HOUR_MS, openTime, open, high, low, close, volume: close };
    const { trades } = runBacktest({
      candles,
      decide: (view) => (view.count < 3 ? { exposure: 1, stopDistance: 0.02, targetDistance: 0.03 } : null),
      convention: 'vectorbt',
      ...{ venue: spotVenue(), limits: NO_LIMITS, startQuote: new Money(1_000) },
    });
    expect(trades.map((trade) => trade.exitPrice.toNumber())).toEqual([exitPrice]);
  });
});

describe('ema-cross on recorded BTC, beside the trades that backtesting.py made', () => {
  it.skipIf(!CANDLES).each(RECORDED)(
    'equals them bar by bar and price by price (stop $stopDistance, target $targetDistance)',
    ({ file, equity, ...distances }) => {
      const candles = readCandleFile(CANDLES!, 'BTC/USDT');
      const run = runBacktest({
        candles,
        decide: emaCross.start({ ...distances, forecasts: [] }),
        venue: spotVenue(),
        limits: NO_LIMITS,
        startQuote: new Money(10_000),
      });
      const closed = run.trades.filter(({ exitReason }) => exitReason !== 'end');
      expect(closed.length).toBe(959);
      expect(closed.map(ours)).toEqual(recordedTrades(file!));
      expect(finalEquity(run, candles.close[candles.close.length - 1])).toBe(equity);
      expect(brokenInvariant(run.book)).toBeNull();
    },
  );
});
