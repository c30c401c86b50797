import { describe, expect, it } from 'vitest';
import type { PriceFeed } from '../../../activities/ports.ts';
import { PaperBooks } from '../../../adapters/paper-venue/paper-books.ts';
import { PaperVenueOfAccount } from '../../../adapters/paper-venue/venue.ts';
import { Money } from '../../../domain/accounting/money.ts';
import type { Heard } from '../../../domain/execution/account/heard.ts';
import type { ExecutionPlan } from '../../../domain/execution/account/plan.ts';
import { type Candles, type EpochMs, HOUR_MS, MINUTE_MS, sliceCandles } from '../../../domain/market/candles.ts';
import { runExecutor } from '../../../lab/backtest/executor/run-executor.ts';
import { readCandleFile } from '../../../lab/evaluation/candle-file.ts';
import { sharedData } from '../../shared-data.ts';
import { BARS_ACCOUNT, spotVenue } from '../../unit/backtest/venue.ts';
import { booksInMemory, told, Worker } from './worker.ts';

const MINUTES = sharedData('ohlcv/BTCUSDT-1m-2021-04_2021-05.csv.gz');
const START = new Money(10_000);
const RATE = '0.0003';
const MAINTENANCE = new Money('0.004');
const SETTINGS = { ...BARS_ACCOUNT, steps: { ...BARS_ACCOUNT.steps, quantityStep: new Money('0.0001') } };
const COSTS = spotVenue({
  priceStep: SETTINGS.steps.priceStep,
  quantityStep: SETTINGS.steps.quantityStep,
  spread: new Money('0.0002'),
  slippage: new Money('0.0003'),
});

/** One recorded price a minute, two days into the fall of 2021-05-19, as bars of nothing else. */
function tape(): Candles {
  const file = readCandleFile(MINUTES!, 'BTC/USDT');
  const from = file.openTime.indexOf(Date.parse('2021-05-17T20:00Z'));
  const minutes = sliceCandles(file, from, from + 2_880);
  const { open } = minutes;
  return { ...minutes, barMs: MINUTE_MS, high: open, low: open, close: open };
}

/** On either side, one every two hours, with a stop, two rungs and a time. */
function plansOn({ openTime, open }: Candles): Map<EpochMs, Heard[]> {
  const heard = new Map<EpochMs, Heard[]>();
  for (let at = 10; at < open.length - 1; at += 125) {
    const side = at % 2 === 0 ? 'LONG' : 'SHORT';
    const away = (share: number) => new Money((open[at] * (1 + (side === 'LONG' ? share : -share))).toFixed(2));
    const now = openTime[at] + MINUTE_MS;
    const plan: ExecutionPlan = {
      planId: `plan${at}`,
      side,
      quantity: new Money('0.1537'),
      stopPrice: away(-0.015),
      exits: {
        targets: [0.008, 0.02].map((share) => ({ price: away(share), share: new Money('0.5') })),
        breakEvenAt: null,
        trailingFraction: null,
        trailingAtrs: null,
        timeExitAt: now + 3 * HOUR_MS,
      },
      validUntil: now + HOUR_MS,
      verdict: 'pass',
      riskQuote: 50,
    };
    heard.set(now, [{ kind: 'plan', plan, expectedSlippage: 0 }]);
  }
  return heard;
}

/** The tape as the feed of a market that says one price a minute. */
function feedOf({ openTime, open, volume }: Candles, clock: { now(): number }): PriceFeed {
  const bar = (at: number) => {
    const price = open[at];
    return { openTime: openTime[at], open: price, high: price, low: price, close: price, volume: volume[at] };
  };
  const at = (time: EpochMs) => (time - openTime[0]) / MINUTE_MS;
  return {
    barMs: MINUTE_MS,
    steps: SETTINGS.steps,
    quote: async () => ({
      kind: 'last',
      time: clock.now(),
      price: open[at(clock.now())],
      volume: volume[at(clock.now())],
    }),
    bars: async (from, to) =>
      Array.from({ length: Math.max(0, at(to) - Math.max(0, at(from))) }, (_, i) => bar(Math.max(0, at(from)) + i)),
    fundingRate: async () => RATE,
    averageTrueRange: async () => null,
  };
}

describe('one tape through backtest and paper venue', { timeout: 60_000 }, () => {
  it.skipIf(!MINUTES)('gives the same fills and the same books, to the last decimal', async () => {
    const candles = tape();
    const heard = plansOn(candles);
    const margin = { maintenance: MAINTENANCE, fundingRateAt: () => new Money(RATE) };
    const schedule = (close: EpochMs) => heard.get(close) ?? [];
    const backtest = runExecutor({ candles, settings: SETTINGS, costs: COSTS, margin, startQuote: START, schedule });

    let now = candles.openTime[0];
    const clock = { now: () => now };
    const feed = feedOf(candles, clock);
    const books = new PaperBooks(booksInMemory(), { accountId: 'parity', symbol: 'BTC/USDT' }, START);
    const terms = {
      costs: COSTS,
      steps: SETTINGS.steps,
      latencyMs: 0,
      margin: { leverage: new Money(3), maintenanceMargin: MAINTENANCE, usualFunding: new Money(RATE) },
    };
    await using venue = new PaperVenueOfAccount({ feed, books, clock, terms });
    const paper = new Worker(venue, SETTINGS, START);
    await paper.takeOver(now);
    for (now of candles.openTime) await paper.look(now, heard.get(now) ?? []);

    const exits = new Set(backtest.exited.flatMap(({ exitReason, side }) => [exitReason, side]));
    expect([...exits]).toEqual(expect.arrayContaining(['LONG', 'SHORT', 'stop', 'take-profit', 'time']));
    expect(backtest.state.book.fundingPaidQuote.isZero()).toBe(false);
    expect(paper.fills.map(told)).toEqual(backtest.fills.map(({ fill }) => told(fill)));
    expect(paper.state.book.fundingPaidQuote.toFixed()).toBe(backtest.state.book.fundingPaidQuote.toFixed());
    expect(paper.state.book.cashQuote.toFixed()).toBe(backtest.state.book.cashQuote.toFixed());
    expect(paper.state.halts).toEqual([]);
  });
});
