/** One tape and one list of plans through backtest, paper account and live adapter: one ledger (issue 5, scope 9). */
import { describe, expect, it } from 'vitest';
import { openExchangeVenues } from '../../../adapters/exchange/orders/venues.ts';
import { openPriceFeeds } from '../../../adapters/exchange/price-feed.ts';
import { openPaperVenues } from '../../../adapters/paper-venue/venues.ts';
import { equityAt } from '../../../domain/accounting/book.ts';
import { Money } from '../../../domain/accounting/money.ts';
import { floorToStep, type MarketSteps } from '../../../domain/accounting/steps.ts';
import type { AccountEvent } from '../../../domain/execution/account/events.ts';
import { exitedBy } from '../../../domain/execution/account/exited.ts';
import { evolve } from '../../../domain/execution/account/evolve.ts';
import type { Heard } from '../../../domain/execution/account/heard.ts';
import type { ExecutionPlan } from '../../../domain/execution/account/plan.ts';
import { type AccountSettings, type AccountState, openAccount } from '../../../domain/execution/account/state.ts';
import { written } from '../../../domain/execution/account/written.ts';
import { type Candles, type EpochMs, HOUR_MS, MINUTE_MS, sliceCandles } from '../../../domain/market/candles.ts';
import { type Decides, runExecutor } from '../../../lab/backtest/executor/run-executor.ts';
import { startExchange } from '../../../lab/exchange/server.ts';
import { TapeMarket } from '../../../lab/exchange/tape.ts';
import { readCandleFile } from '../../../lab/evaluation/candle-file.ts';
import { sharedData } from '../../shared-data.ts';
import { BARS_ACCOUNT, spotVenue } from '../../unit/backtest/venue.ts';
import { booksInMemory, told, Worker } from './worker.ts';

const MINUTES = sharedData('ohlcv/BTCUSDT-1m-2021-04_2021-05.csv.gz');
const SYMBOL = 'BTC/USDT';
const START = new Money(10_000);
const KEY = { apiKey: 'key', secret: 'secret' };
const WEIGHT = 60_000;
/** Eight hours of the fall of 2021-05-19, and before them as much as a feed looks back for its mean range. */
const FROM = Date.parse('2021-05-19T10:00Z');
const TRADED = 480;
const BEFORE = (16 * HOUR_MS) / MINUTE_MS;
const STEPS: MarketSteps = {
  priceStep: new Money('0.01'),
  quantityStep: new Money('0.00001'),
  minQuantity: new Money('0.00001'),
  minNotionalQuote: new Money(5),
};
const SETTINGS: AccountSettings = { ...BARS_ACCOUNT, accountId: 'parity', steps: STEPS };
/** As the exchange of the lab charges: 0.1 %, of a buy in coins, nothing below its eighth decimal. */
const COSTS = spotVenue({
  priceStep: STEPS.priceStep,
  quantityStep: STEPS.quantityStep,
  buyFeeIn: 'base',
  assetDecimals: 8,
});
const signal = new AbortController().signal;

/** Each with its minute, counted from the first that is traded. */
const PLANS: readonly (readonly [number, (price: number, next: number) => Partial<ExecutionPlan>])[] = [
  [3, (_, next) => ({ quantity: floorToStep(START.div(next), STEPS.quantityStep) })],
  [10, () => ({ planId: 'while another is traded' })],
  [40, () => ({ quantity: new Money('0.5') })],
  [70, () => ({})],
  [100, () => ({})],
  [130, () => ({ verdict: 'veto' })],
  [160, (price) => ({ exits: exits(price, { breakEvenAt: new Money((price * 1.003).toFixed(2)) }) })],
  [190, (price) => ({ exits: exits(price, { trailingFraction: new Money('0.006') }) })],
  [220, () => ({})],
  [250, (price) => ({ exits: exits(price, { trailingFraction: new Money('0.01') }) })],
  [280, () => ({})],
  [310, () => ({})],
  [340, (price) => ({ exits: exits(price, { breakEvenAt: new Money((price * 1.003).toFixed(2)) }) })],
  [370, (price) => ({ stopPrice: new Money((price * 0.9).toFixed(2)), exits: exits(price, { targets: [] }) })],
  [400, (price) => ({ exits: exits(price, { trailingFraction: new Money('0.004') }) })],
  [430, () => ({})],
];

function exits(price: number, change: Partial<ExecutionPlan['exits']> = {}): ExecutionPlan['exits'] {
  const targets = [0.005, 0.012].map((share) => ({
    price: new Money((price * (1 + share)).toFixed(2)),
    share: new Money('0.5'),
  }));
  const none = { breakEvenAt: null, trailingFraction: null, trailingAtrs: null };
  return { targets, ...none, timeExitAt: Number.POSITIVE_INFINITY, ...change };
}

/** By the close at which they are heard; every third is taken back after a while. */
function plansOn({ openTime, open }: Candles): Map<EpochMs, Heard[]> {
  const heard = new Map<EpochMs, Heard[]>();
  for (const [i, [at, own]] of PLANS.entries()) {
    const price = open[at];
    const now = openTime[at] + MINUTE_MS;
    const all: ExecutionPlan = {
      planId: `plan ${at}`,
      side: 'LONG',
      quantity: new Money('0.15371'),
      stopPrice: new Money((price * 0.988).toFixed(2)),
      exits: exits(price),
      validUntil: now + HOUR_MS,
      verdict: 'pass',
      riskQuote: 50,
      ...own(price, open[at + 1]),
    };
    const plan = { ...all, exits: { ...all.exits, timeExitAt: now + 25 * MINUTE_MS } };
    heard.set(now, [{ kind: 'plan', plan, expectedSlippage: 0 }]);
    if (i % 3 === 2)
      heard.set(now + 7 * MINUTE_MS, [{ kind: 'invalidate', planId: plan.planId, why: 'the signal turned' }]);
  }
  return heard;
}

/** One recorded price a minute, as bars of nothing else. */
function flat(minutes: Candles): Candles {
  const { open } = minutes;
  return { ...minutes, barMs: MINUTE_MS, high: open, low: open, close: open };
}

interface Ledger {
  readonly state: AccountState;
  readonly events: readonly AccountEvent[];
}

function backtested(candles: Candles, heard: ReadonlyMap<EpochMs, readonly Heard[]>, decides: Decides): Ledger {
  const events: AccountEvent[] = [];
  const { state } = runExecutor({
    candles,
    settings: SETTINGS,
    costs: COSTS,
    margin: null,
    startQuote: START,
    decides,
    schedule: (close) => heard.get(close) ?? [],
    log: (event) => events.push(event),
  });
  return { state, events };
}

/** The paper account and the live adapter, both over sockets, look at the exchange once a minute. */
async function traded(tape: Candles, minutes: Candles, heard: ReadonlyMap<EpochMs, readonly Heard[]>) {
  let now = minutes.openTime[0];
  const clock = { now: () => now };
  await using exchange = await startExchange({
    seed: 'tape',
    market: new TapeMarket(tape),
    clock: clock.now,
    accounts: [{ ...KEY, balances: { USDT: START.toFixed() } }],
    weightPerMinute: WEIGHT,
  });
  const { origin } = exchange;
  const account = { accountId: SETTINGS.accountId, symbol: SYMBOL, startQuote: START };
  const none = { spread: 0, slippage: 0, latencyMs: 0 };
  const papers = openPaperVenues({
    store: booksInMemory(),
    feeds: openPriceFeeds({ venues: ['binance'], clock, origin, market: 'spot' }),
    clock,
    settings: { fee: 0.001, participation: 0.1, market: 'spot', leverage: 1, ...none },
  });
  const bans = { until: async () => null, ban: async () => {} };
  const lives = openExchangeVenues({ venue: 'binance', key: KEY, clock, bans, origin, weightPerMinute: WEIGHT });
  await using paper = await papers.open(account, signal);
  await using live = await lives.open(account, signal);
  expect(paper.steps).toEqual(STEPS);
  expect(live.steps).toEqual(STEPS);
  const workers = { paper: new Worker(paper, SETTINGS, START), live: new Worker(live, SETTINGS, START) };
  for (const worker of Object.values(workers)) await worker.takeOver(now);
  for (now of minutes.openTime) {
    for (const worker of Object.values(workers)) await worker.look(now, heard.get(now) ?? []);
  }
  return workers;
}

/** In what the stories may differ, by name, and in nothing else (docs/TRADING.md, "One ledger"). */
const CONVENTIONS = {
  /** Trades are numbered by the venue. */
  tradeIds: (event: AccountEvent) =>
    event.type === 'fill-booked' ? { ...event, fill: { ...event.fill, tradeId: '' } } : event,
  /** A running account is marked while it is flat, too. */
  marks: (event: AccountEvent) => (event.type === 'marked' ? null : event),
  /** A venue says how much was filled whenever it is asked, a backtest when the order comes, and never again. */
  reports: (event: AccountEvent) => (event.type === 'order-heard' && event.news === 'acknowledge' ? null : event),
} satisfies Record<string, (event: AccountEvent) => AccountEvent | null>;
type Convention = keyof typeof CONVENTIONS;

function story(events: readonly AccountEvent[], ...without: readonly Convention[]): string[] {
  return events.flatMap((event) => {
    const left = without.reduce<AccountEvent | null>((rest, name) => rest && CONVENTIONS[name](rest), event);
    return left === null ? [] : [written(left)];
  });
}

const fillsOf = ({ events }: Ledger) =>
  events.flatMap((event) => (event.type === 'fill-booked' ? [told(event.fill)] : []));

/** Price, quantity, fees and profit of every lot that was closed, and why. */
function exitsOf({ events }: Ledger): string[] {
  let state = openAccount(SETTINGS, START);
  return events.flatMap((event) => {
    const exited = event.type === 'fill-booked' ? exitedBy(state, event) : [];
    state = evolve(state, event);
    return exited.map((lot) => JSON.stringify(lot));
  });
}

function booksOf({ state: { book } }: Ledger, mark: number) {
  return { ...book, equity: equityAt(book, new Money(mark)).toFixed() };
}

describe('one tape through backtest, paper account and live adapter', { timeout: 120_000 }, () => {
  it.skipIf(!MINUTES)('gives one ledger, to the last decimal', async () => {
    const file = readCandleFile(MINUTES!, SYMBOL);
    const from = file.openTime.indexOf(FROM);
    const minutes = flat(sliceCandles(file, from, from + TRADED));
    const heard = plansOn(minutes);
    const backtest = backtested(minutes, heard, 'at-open');
    const { paper, live } = await traded(flat(sliceCandles(file, from - BEFORE, from + TRADED + 1)), minutes, heard);

    expect(story(live.events, 'tradeIds')).toEqual(story(paper.events, 'tradeIds'));
    expect(story(live.events, 'tradeIds', 'marks', 'reports')).toEqual(
      story(backtest.events, 'tradeIds', 'marks', 'reports'),
    );
    const last = minutes.close[TRADED - 1];
    const decidedAtClose = backtested(minutes, heard, 'at-close');
    for (const ledger of [paper, live, decidedAtClose]) {
      expect(fillsOf(ledger)).toEqual(fillsOf(backtest));
      expect(exitsOf(ledger)).toEqual(exitsOf(backtest));
      expect(booksOf(ledger, last)).toEqual(booksOf(backtest, last));
      expect(ledger.state.halts).toEqual([]);
    }
    const happened = new Set(backtest.events.flatMap((event) => ('reason' in event ? [event.reason] : [event.type])));
    expect([...happened]).toEqual(expect.arrayContaining(['stop', 'take-profit', 'time', 'invalidated', 'not-filled']));
    expect([...happened]).toEqual(expect.arrayContaining(['plan-refused', 'rung-begun', 'stop-moved']));
  });
});
