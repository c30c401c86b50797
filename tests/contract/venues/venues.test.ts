import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Venue } from '../../../activities/ports.ts';
import { openExchangeVenues } from '../../../adapters/exchange/orders/venues.ts';
import { openPriceFeeds } from '../../../adapters/exchange/price-feed.ts';
import { openPaperVenues } from '../../../adapters/paper-venue/venues.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { createPaperVenueStore } from '../../../adapters/postgres/paper-venue.ts';
import { createVenueBans } from '../../../adapters/postgres/venue-bans.ts';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import type { Fault } from '../../../lab/exchange/faults.ts';
import type { AccountTerms } from '../../../lab/exchange/orders/account.ts';
import type { OrderFault } from '../../../lab/exchange/orders/faults.ts';
import type { OrderOptions } from '../../../lab/exchange/orders/serve.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';
import { intent, Market, sell, START_QUOTE, stopAt, SYMBOL, type TriedVenue } from './market.ts';
import { fillsIn, newsOf, pull, venueSuite } from './suite.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const signal = new AbortController().signal;
const KEY = { apiKey: 'key', secret: 'secret' };
const markets: Market[] = [];
let database: Database;
/** Of the suite; its customers are as many as there are tests. */
let shared: Market;
let accounts = 0;
let customers = 0;

const account = (change: Partial<AccountTerms> = {}): AccountTerms => ({
  ...KEY,
  balances: { USDT: START_QUOTE },
  ...change,
});

beforeAll(async () => {
  const keys = Array.from({ length: 20 }, (_, i) => account({ apiKey: `key-${i}` }));
  shared = await Market.open({ accounts: keys });
  database = await openMemoryDatabase();
  await migrate(database, MIGRATIONS);
});
afterEach(async () => {
  for (const market of markets.splice(0)) await market[Symbol.asyncDispose]();
  await database.query('delete from venue_bans');
});
afterAll(async () => {
  await shared[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function opened(market: Market): Promise<Market> {
  markets.push(market);
  return market;
}

describe('the paper venue', () => {
  const settings = {
    fee: 0.001,
    spread: 0.0002,
    slippage: 0,
    latencyMs: 0,
    participation: 0.1,
    market: 'spot',
    leverage: 1,
  } as const;
  const venuesOn = ({ exchange, clock }: Market) => {
    const feeds = openPriceFeeds({ venues: ['binance'], clock, origin: exchange.origin, market: 'spot' });
    return openPaperVenues({ store: createPaperVenueStore(database), feeds, clock, settings });
  };

  venueSuite(async (): Promise<TriedVenue> => {
    const account = { accountId: `paper-${++accounts}`, symbol: SYMBOL, startQuote: new Money(START_QUOTE) };
    const again = () => venuesOn(shared).open(account, signal);
    return { market: shared, venue: await again(), again };
  });

  it('refuses a symbol that its market does not know', async () => {
    const account = { accountId: 'nowhere', symbol: 'NOPE/USDT', startQuote: new Money(1) };
    const attempt = venuesOn(shared).open(account, signal);
    await expect(attempt).rejects.toMatchObject({ code: 'input.unknown-symbol' });
  });
});

function venuesAt({ exchange, clock }: Market, weightPerMinute?: number, apiKey = KEY.apiKey) {
  return openExchangeVenues({
    venue: 'binance',
    key: { ...KEY, apiKey },
    clock,
    bans: createVenueBans(database),
    origin: exchange.origin,
    timeoutMs: 1_000,
    ...(weightPerMinute !== undefined && { weightPerMinute }),
  });
}

const openAt = (market: Market, weightPerMinute?: number, apiKey?: string): Promise<Venue> =>
  venuesAt(market, weightPerMinute, apiKey).open({ accountId: 'live', symbol: SYMBOL, startQuote: ZERO }, signal);

interface Tried {
  readonly market: Market;
  readonly venue: Venue;
  /** What the exchange itself holds. */
  readonly orders: () => number;
}

async function tried(options: OrderOptions = {}, aheadMs = 0): Promise<Tried> {
  const market = await opened(await Market.open({ accounts: [account()], ...options }, aheadMs));
  return { market, venue: await openAt(market), orders: () => market.exchange.desk.accounts[0].orders.length };
}

/** From when the venue is open, one fault at every request that it can hit. */
async function troubled(fault: OrderFault): Promise<Tried> {
  const chances: Partial<Record<OrderFault, number>> = {};
  const opened = await tried({ orderFaults: { seed: 'contract', chances } });
  chances[fault] = 1;
  return { ...opened, orders: opened.orders };
}

const byId = (clientOrderId: string) => ({ clientOrderId, question: 'by-client-id' }) as const;

describe('Binance’s spot market, through ccxt and a socket', () => {
  venueSuite(async (): Promise<TriedVenue> => {
    const apiKey = `key-${customers++}`;
    const again = () => openAt(shared, undefined, apiKey);
    return { market: shared, venue: await again(), again };
  });

  it('refuses a symbol that it does not list, and a venue that is not proven', async () => {
    const { market } = await tried();
    const unknown = venuesAt(market).open({ accountId: 'live', symbol: 'NOPE/USDT', startQuote: ZERO }, signal);
    await expect(unknown).rejects.toMatchObject({ code: 'input.unknown-symbol' });
    const { clock } = market;
    const unproven = openExchangeVenues({ venue: 'okx', key: KEY, clock, bans: createVenueBans(database) });
    const attempt = unproven.open({ accountId: 'live', symbol: SYMBOL, startQuote: ZERO }, signal);
    await expect(attempt).rejects.toThrow(/okx are not proven.*binance/);
  });

  it.each([
    ['may withdraw', { canWithdraw: true }, /enableWithdrawals/],
    ['may transfer', { canTransfer: true }, /permitsUniversalTransfer/],
    ['of which nobody tells what it may do', { hidesPermissions: true }, /does not say/],
  ])('refuses a key that %s (INCIDENTS S12)', async (_, terms, why) => {
    const market = await opened(await Market.open({ accounts: [account(terms)] }));
    await expect(openAt(market)).rejects.toThrow(why);
  });

  it('refuses a wrong secret', async () => {
    const market = await opened(await Market.open({ accounts: [account({ secret: 'another' })] }));
    await expect(openAt(market)).rejects.toThrow(/[Ss]ignature/);
  });

  it('hears silence when an order was taken and the answer lost, and finds it by its id (INCIDENTS O1)', async () => {
    const { venue, orders } = await troubled('answer-lost');
    const order = intent();
    expect(newsOf(await venue.place(order, signal))).toEqual(['silence']);
    expect(orders()).toBe(1);
    const { answer, news } = await venue.ask(byId(order.clientOrderId), signal);
    expect(answer).toBe('found');
    expect(news).toMatchObject([{ news: 'acknowledge', executed: new Money('0.1') }]);
  });

  it('is in one order after ten attempts at the same, every answer of which was lost (INCIDENTS O2)', async () => {
    const { venue, orders } = await troubled('answer-lost');
    const order = intent();
    for (let i = 0; i < 10; i++) await venue.place(order, signal);
    expect(orders()).toBe(1);
    expect((await pull(venue)).fills.every(({ clientOrderId }) => clientOrderId === order.clientOrderId)).toBe(true);
  });

  it.each([
    ['timeout-done', 1],
    ['timeout-undone', 0],
    ['error-done', 1],
    ['broken-json', 1],
  ] as const)('never takes %s for an answer (INCIDENTS O3)', async (fault, held) => {
    const { venue, orders } = await troubled(fault);
    expect(newsOf(await venue.place(intent(), signal))).toEqual(['silence']);
    expect(orders()).toBe(held);
  });

  it('never takes a dead network for "not found" (INCIDENTS O4)', async () => {
    const { venue, market } = await tried();
    await market.exchange[Symbol.asyncDispose]();
    for (const question of ['by-client-id', 'open-orders', 'fills'] as const) {
      expect(await venue.ask({ clientOrderId: 'any', question }, signal)).toEqual({ answer: 'no-answer', news: [] });
    }
    expect(await venue.pull([], 0, signal)).toBeNull();
    expect(await venue.cancel('any', signal)).toEqual([]);
    expect(newsOf(await venue.place(intent(), signal))).toEqual(['refuse']);
    expect(newsOf(await venue.place(sell('0.1'), signal))).toEqual(['silence']);
  });

  it('reads a duplicate id as good news, and as silence while listings lag (INCIDENTS O6)', async () => {
    const chances: Partial<Record<OrderFault, number>> = {};
    const { venue, market, orders } = await tried({ orderFaults: { seed: 'lag', chances } });
    await venue.place(intent(), signal);
    const stop = stopAt(market.fallAhead().stopPrice, '0.05');
    await venue.place(stop, signal);
    chances['listing-lags'] = 1;
    expect(newsOf(await venue.place(stop, signal))).toEqual(['silence']);
    chances['listing-lags'] = 0;
    expect(newsOf(await venue.place(stop, signal))).toEqual(['acknowledge']);
    expect(orders()).toBe(2);
  });

  it('pulls fills that a lagging listing left out, once it has them (INCIDENTS O8)', async () => {
    const chances: Partial<Record<OrderFault, number>> = { 'listing-lags': 1 };
    const { venue } = await tried({ orderFaults: { seed: 'lag', chances } });
    const order = intent();
    expect(fillsIn(await venue.place(order, signal))).toEqual([]);
    chances['listing-lags'] = 0;
    expect((await pull(venue)).fills.length).toBeGreaterThan(0);
  });

  it('tells of an order and of fills that nobody here asked for (INCIDENTS O9)', async () => {
    const { venue, market } = await tried();
    const other = await openAt(market);
    const stranger = intent({ clientOrderId: 'by-hand' });
    await other.place(stranger, signal);
    const { fills, positionBase } = await pull(venue);
    expect(fills[0].clientOrderId).toBe('by-hand');
    expect(positionBase.isZero()).toBe(false);
  });

  it('values a fee in a third coin at the minute of the trade, the same for whoever asks (INCIDENTS O11)', async () => {
    const balances = { USDT: START_QUOTE, BNB: '10' };
    const symbols = [SYMBOL, 'BNB/USDT'];
    const market = await opened(await Market.open({ accounts: [account({ balances, feeCoin: 'BNB' })], symbols }));
    const [fill] = fillsIn(await (await openAt(market)).place(intent(), signal));
    expect(fill.fee).toMatchObject({ asset: 'BNB' });
    expect(fill.fee.priceQuote!.toNumber()).toBeGreaterThan(100);
    const later = await pull(await openAt(market));
    expect(later.fills[0].fill).toEqual(fill);
    expect(later.positionBase.toFixed()).toBe('0.1');
  });

  it('refuses to sell dust, permanently and in words (INCIDENTS O12)', async () => {
    const market = await opened(
      await Market.open({ accounts: [account({ balances: { USDT: '100', BTC: '0.00003' } })] }),
    );
    const [news] = await (await openAt(market)).place(sell('0.00003'), signal);
    expect(news).toMatchObject({ news: 'refuse', why: 'Filter failure: NOTIONAL' });
  });

  it.each([500, -500, 3_000, -3_000])('trades with a clock that is %i ms off (INCIDENTS O19)', async (aheadMs) => {
    const { venue } = await tried({}, aheadMs);
    expect(newsOf(await venue.place(intent(), signal))).toEqual(['acknowledge']);
  });

  it.each([10_000, -10_000])(
    'with a clock that is %i ms off stops entries, and exits go on (INCIDENTS O19)',
    async (aheadMs) => {
      const { venue } = await tried({ accounts: [account({ balances: { USDT: START_QUOTE, BTC: '1' } })] }, aheadMs);
      expect(await venue.place(intent(), signal)).toMatchObject([
        { news: 'refuse', why: expect.stringMatching(/clocks/) },
      ]);
      expect(newsOf(await venue.place(sell('0.1'), signal))).toEqual(['acknowledge']);
      const clock = (await venue.check(signal)).items.find(({ name }) => name === 'clock');
      expect(clock!.holds).toBe(false);
    },
  );

  it('measures its clock anew after the venue refused its time (INCIDENTS O19)', async () => {
    const chances: Partial<Record<OrderFault, number>> = {};
    const { venue, market } = await tried({ orderFaults: { seed: 'clock', chances } });
    chances['wrong-clock'] = 1;
    expect(newsOf(await venue.place(sell('0.1'), signal))).toEqual(['silence']);
    chances['wrong-clock'] = 0;
    const asked = market.exchange.requests.length;
    await venue.place(intent(), signal);
    expect(market.exchange.requests.slice(asked)[0]).toMatch(/^\/api\/v3\/time/);
  });

  it.each([429, 418])(
    'after a %i sends nothing before the deadline, whoever asks, also after a restart (INCIDENTS O20)',
    async (status) => {
      const faults: Fault[] = [];
      const market = await opened(await Market.open({ accounts: [account()], faults }));
      const venue = await openAt(market);
      faults.push({ kind: 'status', status, path: '/api/v3/openOrders', retryAfterS: 90, times: 1 });
      expect(await venue.pull([], 0, signal)).toBeNull();
      const asked = market.exchange.requests.length;
      market.pass(89_000);
      expect(await venue.pull([], 0, signal)).toBeNull();
      expect(await venue.reading(signal)).toBeNull();
      expect(newsOf(await venue.place(intent(), signal))).toEqual(['refuse']);
      expect(newsOf(await venue.place(sell('0.1'), signal))).toEqual(['silence']);
      await expect(openAt(market)).rejects.toThrow(/no request before/);
      expect(market.exchange.requests.length).toBe(asked);
      market.pass(2_000);
      expect(await venue.pull([], 0, signal)).not.toBeNull();
    },
  );

  it('keeps a share of the requests for exits (INCIDENTS O20)', async () => {
    const balances = { USDT: START_QUOTE, BTC: '1' };
    const market = await opened(await Market.open({ accounts: [account({ balances })] }));
    const venue = await openAt(market, 80);
    for (let i = 0; i < 20; i++) await venue.check(signal);
    expect(await venue.pull([], market.now, signal)).toBeNull();
    expect(await venue.place(intent(), signal)).toMatchObject([
      { news: 'refuse', why: expect.stringMatching(/used up/) },
    ]);
    expect(newsOf(await venue.place(sell('0.1'), signal))).toEqual(['acknowledge']);
    market.pass(60_000);
    expect(await venue.pull([], market.now, signal)).not.toBeNull();
  });
});
