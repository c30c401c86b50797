import { expect, it } from 'vitest';
import { Money } from '../../../domain/accounting/money.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { candlesOf } from '../../../domain/market/rows.ts';
import { strategyNamed } from '../../../domain/strategies/registry.ts';
import { NO_LIMITS } from '../../../lab/backtest/risk-record.ts';
import { runBacktest } from '../../../lab/backtest/run.ts';
import { tradesCsv } from '../../../domain/performance/report/trades-csv.ts';
import { reported } from '../../../lab/backtest/trades.ts';
import { spotVenue } from './venue.ts';

const candles = candlesOf(
  [
    [0, 99, 101, 98, 100, 1],
    [HOUR_MS, 100, 111, 99, 110, 1],
    [2 * HOUR_MS, 110, 121, 109, 120, 1],
  ],
  'BTC/USDT',
  HOUR_MS,
);
const traded = (targetDistance: number | null) =>
  runBacktest({
    candles,
    decide: strategyNamed('buy-and-hold').start({ stopDistance: null, targetDistance, forecasts: [] }),
    venue: spotVenue(),
    limits: NO_LIMITS,
    startQuote: new Money(1001),
  });

it('a trade that is still open at the end is marked at the last close, without an exit fee', () => {
  expect(tradesCsv('BTC/USDT', traded(null).trades.map(reported))).toBe(
    [
      'symbol,side,entry_time_ms,entry_price,exit_time_ms,exit_price,quantity,fees_quote,pnl_quote,exit_reason',
      'BTC/USDT,LONG,3600000,100,10800000,120,10,1,199,end',
      '',
    ].join('\n'),
  );
});

it('a trade that ended says when, at what price, and why', () => {
  const [, line] = tradesCsv('BTC/USDT', traded(0.05).trades.map(reported)).split('\n');
  expect(line).toBe('BTC/USDT,LONG,3600000,100,3600000,105,10,2.05,47.95,target');
});

it('an order that a rule does not let through is not placed, and the rule is counted', () => {
  const run = runBacktest({
    candles,
    decide: strategyNamed('buy-and-hold').start({ stopDistance: null, targetDistance: null, forecasts: [] }),
    venue: spotVenue(),
    limits: { ...NO_LIMITS, 'position-cap': 5 },
    startQuote: new Money(1001),
  });
  expect(run.trades).toEqual([]);
  expect(run.vetoes).toEqual({ 'position-cap': 1 });
});
