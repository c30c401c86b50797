import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AlmanacError } from '../../../domain/errors.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { checkCandles } from '../../../domain/market/checks.ts';
import { candlesOf } from '../../../domain/market/rows.ts';
import type { CandleRow } from '../../../domain/market/sources.ts';
import type { Fault } from '../../../lab/exchange/faults.ts';
import type { SimulatedExchange } from '../../../lab/exchange/server.ts';
import { cutoff, request, sourceOf, symbol, type Tried, tryExchange } from './exchange.ts';
import { marketSourceContract, never, nothingStored } from './market-source.ts';

describe('a simulated market through ccxt', () => {
  let tried: Tried;
  beforeAll(async () => {
    tried = await tryExchange();
  });
  afterAll(() => tried[Symbol.asyncDispose]());

  marketSourceContract(() => ({ source: tried.source, symbol, cutoff }));

  it('is paged forward to the cutoff, a thousand bars at a time', async () => {
    const before = tried.exchange.requests.length;
    const { rows } = await tried.source.prices({ ...request, from: cutoff - 3_500 * HOUR_MS }, nothingStored, never);
    const pages = tried.exchange.requests.slice(before).filter((path) => path.startsWith('/api/v3/klines'));
    expect(rows).toHaveLength(3_500);
    expect(pages).toHaveLength(4);
  });

  it('is asked only for what is not stored, and for the last 48 bars again', async () => {
    const { rows } = await tried.source.prices(request, nothingStored, never);
    const stored = async () => candlesOf(rows.slice(0, -5), symbol, HOUR_MS);
    const before = tried.exchange.requests.length;
    const again = await tried.source.prices(request, stored, never);
    expect(again.rows).toEqual(rows);
    const asked = tried.exchange.requests.slice(before);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(`startTime=${cutoff - 53 * HOUR_MS}`);
  });

  it('corrects stored bars among the last 48 and keeps older ones', async () => {
    const { rows } = await tried.source.prices(request, nothingStored, never);
    const wrong = rows.map(([time]) => [time, 1, 1, 1, 1, 1] as const);
    const again = await tried.source.prices(request, async () => candlesOf(wrong, symbol, HOUR_MS), never);
    expect(again.rows.slice(-48)).toEqual(rows.slice(-48));
    expect(again.rows.slice(0, -48)).toEqual(wrong.slice(0, -48));
  });

  it('is also asked for what lies before the stored bars', async () => {
    const { rows } = await tried.source.prices(request, nothingStored, never);
    const stored = async () => candlesOf(rows.slice(1_000), symbol, HOUR_MS);
    expect((await tried.source.prices(request, stored, never)).rows).toEqual(rows);
  });
});

/** Promise P1 over the wire: what the venue does, what becomes of it. */
const FEEDS: readonly (readonly [string, Fault, string])[] = [
  ['stale by one bar', { kind: 'stale', bars: 1 }, 'data.stale'],
  ['stale by three days', { kind: 'stale', bars: 72 }, 'data.stale'],
  ['a bar missing two hours ago', { kind: 'gap', barsBack: 2, bars: 1 }, 'data.gap'],
  ['five bars missing up to 48 bars ago', { kind: 'gap', barsBack: 46, bars: 5 }, 'data.gap'],
  ['prices that stand still', { kind: 'constant', bars: 30 }, 'data.constant'],
  ['a bar a hundredfold', { kind: 'scaled', barsBack: 1, factor: 100 }, 'data.absurd'],
  ['a bar of zero', { kind: 'scaled', barsBack: 4, factor: 0 }, 'data.not-positive'],
  ['a negative bar', { kind: 'scaled', barsBack: 4, factor: -1 }, 'data.not-positive'],
  ['a close that is NaN', { kind: 'nan', barsBack: 3 }, 'data.not-finite'],
  ['high and low exchanged', { kind: 'inverted', barsBack: 3 }, 'data.inconsistent-bar'],
  ['two different bars of one time', { kind: 'conflict', barsBack: 3 }, 'data.conflicting-duplicates'],
  ['times in seconds', { kind: 'time-divided', by: 1_000 }, 'data.empty'],
  ['no candles', { kind: 'empty' }, 'data.empty'],
  ['an answer cut in the middle', { kind: 'malformed', path: '/api/v3/klines' }, 'source.unreachable'],
  ['429 with a wait of minutes', { kind: 'status', status: 429, retryAfterS: 120 }, 'source.unreachable'],
  ['a ban', { kind: 'status', status: 418, retryAfterS: 7_200 }, 'source.unreachable'],
  ['500', { kind: 'status', status: 500 }, 'source.unreachable'],
  ['503 with HTML', { kind: 'status', status: 503, body: '<html>' }, 'source.unreachable'],
  ['a country that is not served', { kind: 'status', status: 451 }, 'source.unreachable'],
  ['no answer', { kind: 'hang' }, 'source.unreachable'],
  ['a connection that breaks', { kind: 'reset' }, 'source.unreachable'],
];

describe('an exchange with a fault', () => {
  const faults: Fault[] = [];
  let exchange: SimulatedExchange;
  beforeAll(async () => {
    ({ exchange } = await tryExchange(faults));
  });
  afterEach(() => {
    faults.length = 0;
  });
  afterAll(() => exchange[Symbol.asyncDispose]());

  const release = async () => {
    const { rows } = await sourceOf(exchange.origin).prices(request, nothingStored, never);
    return checkCandles(rows, request);
  };

  it.each(FEEDS)('is refused by name: %s', async (_what, fault, code) => {
    faults.push({ path: '/api/v3', ...fault });
    await expect(release()).rejects.toMatchObject({ code });
  });

  it.each<[string, Fault]>([
    ['500 once', { kind: 'status', status: 500, path: '/api/v3/klines', after: 1, times: 1 }],
    ['a broken connection once', { kind: 'reset', path: '/api/v3/klines', times: 1 }],
    [
      'half an answer once, which ccxt alone takes for an empty one',
      { kind: 'malformed', path: '/api/v3/klines', times: 1 },
    ],
    ['429 with a wait of a second', { kind: 'status', status: 429, retryAfterS: 1, path: '/api/v3/klines', times: 1 }],
    ['identical duplicates', { kind: 'duplicate', barsBack: 7, path: '/api/v3/klines' }],
    ['neighbours exchanged, which ccxt puts in order', { kind: 'swapped', barsBack: 7, path: '/api/v3/klines' }],
  ])('is survived: %s', async (_what, fault) => {
    const wanted = await release();
    faults.push(fault);
    expect((await release()).candles).toEqual(wanted.candles);
  });

  it('that leaves out bars without a trade is asked a bounded number of times (INCIDENTS D2)', async () => {
    faults.push({ kind: 'gap', barsBack: 60, bars: 2_000, path: '/api/v3/klines' });
    const before = exchange.requests.length;
    const { rows } = await sourceOf(exchange.origin).prices(request, nothingStored, never);
    expect(rows).toHaveLength(400);
    expect(exchange.requests.length - before).toBeLessThan(12);
  });

  it('without an order book or derivatives still has prices', async () => {
    faults.push(...['/api/v3/depth', '/fapi'].map((path) => ({ kind: 'status', status: 503, path }) as const));
    const source = sourceOf(exchange.origin);
    await expect(source.orderBook(symbol, never)).rejects.toMatchObject({ code: 'source.unreachable' });
    await expect(source.derivatives(symbol, never)).rejects.toMatchObject({ code: 'source.unreachable' });
    expect((await source.prices(request, nothingStored, never)).rows).toHaveLength(2_400);
  });
});

describe('a list of venues', () => {
  it('is gone through until one answers, and says who did not and why', async () => {
    await using tried = await tryExchange([], { venues: ['kraken', 'bybit', 'binance'] });
    const answer = await tried.source.prices(request, nothingStored, never);
    expect(answer.venue).toBe('binance');
    expect(answer.passedOver).toEqual([
      { venue: 'kraken', reason: expect.stringContaining('/0/public/Time') },
      { venue: 'bybit', reason: expect.stringContaining('/v5/market/time') },
    ]);
    expect(await tried.source.secondOpinion({ symbol, barMs: HOUR_MS, cutoff, primary: 'binance' }, never)).toBeNull();
  });

  it('gives a second opinion from another venue than the first', async () => {
    await using tried = await tryExchange([], { venues: ['kraken', 'binance'] });
    const opinion = await tried.source.secondOpinion({ symbol, barMs: HOUR_MS, cutoff, primary: 'kraken' }, never);
    expect(opinion?.venue).toBe('binance');
    expect(opinion?.rows.at(-1)?.[0]).toBe(cutoff - HOUR_MS);
  });

  it('that nobody answers is an error that names every venue, the reason and what to do', async () => {
    const venues = ['binance', 'bybit', 'okx', 'kraken', 'gate'];
    const source = sourceOf('http://127.0.0.1:9', { venues });
    const error: AlmanacError = await source.prices(request, nothingStored, never).then(
      () => expect.fail('answered'),
      (reason: unknown) => reason as AlmanacError,
    );
    expect(error.code).toBe('source.unreachable');
    expect(error.message).toMatch(/binance, bybit, okx, kraken, gate: .*ECONNREFUSED/);
    expect(error.detail.venues).toBe(venues.join(','));
    expect(error.message).toContain('--source=recorded');
    await expect(source.reach(never)).rejects.toMatchObject({ code: 'source.unreachable' });
  });

  it('names one that is not supported before anything is asked', () => {
    expect(() => sourceOf('http://127.0.0.1:9', { venues: ['mtgox'] })).toThrow(
      /"mtgox" is not supported; choose among binance/,
    );
  });
});

describe('the last candle', () => {
  it('is closed by time, never by position: the forming one is left out (INCIDENTS D1)', async () => {
    await using tried = await tryExchange([], { now: () => cutoff + 1_800_000 });
    const { rows } = await tried.source.prices(request, nothingStored, never);
    expect(rows.at(-1)?.[0]).toBe(cutoff - HOUR_MS);
    const raw = await fetch(`${tried.exchange.origin}/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=1`);
    expect(((await raw.json()) as CandleRow[])[0][0]).toBe(cutoff);
  });

  it('is not taken while it forms, although our clock is ahead of the exchange', async () => {
    const begun = Date.now();
    const now = () => cutoff - 80 + (Date.now() - begun);
    await using tried = await tryExchange([], { now, ourClock: () => now() + 5_000, settleMs: 10_000 });
    await using later = await tryExchange();
    const { rows, findings } = await tried.source.prices(request, nothingStored, never);
    expect(rows.at(-1)).toEqual((await later.source.prices(request, nothingStored, never)).rows.at(-1));
    expect(findings).toEqual([expect.stringMatching(/^clock of binance is \d+ ms behind ours$/)]);
  });

  it('is waited for when the exchange is slow to publish it', async () => {
    const begun = Date.now();
    const now = () => cutoff + (Date.now() - begun);
    await using tried = await tryExchange([{ kind: 'stale', bars: 1, path: '/api/v3/klines', times: 5 }], {
      now,
      settleMs: 10_000,
    });
    const { rows } = await tried.source.prices(request, nothingStored, never);
    expect(rows.at(-1)?.[0]).toBe(cutoff - HOUR_MS);
  });

  it('is not waited for for ever', async () => {
    await using tried = await tryExchange([{ kind: 'stale', bars: 1, path: '/api/v3/klines' }], { settleMs: 100 });
    const { rows } = await tried.source.prices(request, nothingStored, never);
    expect(rows.at(-1)?.[0]).toBe(cutoff - 2 * HOUR_MS);
  });

  it('is not to be had from an exchange whose clock is minutes before the cutoff', async () => {
    await using tried = await tryExchange([], { now: () => cutoff - 300_000, ourClock: () => cutoff });
    await expect(tried.source.prices(request, nothingStored, never)).rejects.toThrow(/check this machine's clock/);
  });
});
