/** What stands around real orders: the gate of their process, the last resort at the venue, the dead man's switch, long histories. */
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Stores, Venue } from '../../../activities/ports.ts';
import { cancelEntries } from '../../../adapters/exchange/orders/cancel-entries.ts';
import { openExchangeVenues } from '../../../adapters/exchange/orders/venues.ts';
import { openCcxt } from '../../../adapters/exchange/ccxt.ts';
import { VENUES } from '../../../adapters/exchange/venues.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { readConfig } from '../../../apps/config/config.ts';
import { DeadMan } from '../../../apps/execution-worker/live-dead-man.ts';
import { requireLive, requireVenue } from '../../../apps/execution-worker/live-gate.ts';
import { Money, ZERO } from '../../../domain/accounting/money.ts';
import type { AccountTerms } from '../../../lab/exchange/orders/account.ts';
import { ACCOUNT } from '../../../lab/simulator/settings.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';
import { Outage } from '../../fixtures/outage.ts';
import { intent, Market, START_QUOTE, stopAt, SYMBOL } from './market.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const KEY = { apiKey: 'key', secret: 'secret' };
const signal = new AbortController().signal;
const ENVIRONMENT = {
  ...{ TRADING_MODE: 'live', CARD_MARKET: 'spot', TEMPORAL_ADDRESS: 'here:7233', DATABASE_URL: 'postgres://here' },
  ...{ VENUE_API_KEY: KEY.apiKey, VENUE_API_SECRET: KEY.secret },
};

let database: Database;
let stores: Stores;
const markets: Market[] = [];
beforeAll(async () => {
  database = await openMemoryDatabase();
  await migrate(database, MIGRATIONS);
  stores = createStores(database);
});
afterEach(async () => {
  for (const market of markets.splice(0)) await market[Symbol.asyncDispose]();
});
afterAll(() => database[Symbol.asyncDispose]());

async function opened(change: Partial<AccountTerms> = {}, aheadMs = 0): Promise<Market> {
  const market = await Market.open(
    { accounts: [{ ...KEY, balances: { USDT: START_QUOTE, BTC: '1' }, ...change }] },
    aheadMs,
  );
  markets.push(market);
  return market;
}

function venuesAt({ clock, exchange }: Market) {
  return openExchangeVenues({ venue: 'binance', key: KEY, clock, bans: stores.venueBans, origin: exchange.origin });
}

function openAt(market: Market): Promise<Venue> {
  return venuesAt(market).open({ accountId: 'a', symbol: SYMBOL, startQuote: ZERO }, signal);
}

/** What no executor of ours would place: a buy that rests. */
async function restingBuy({ exchange: { origin }, now }: Market): Promise<string> {
  const exchange = await openCcxt(VENUES.binance.spot, origin);
  Object.assign(exchange, KEY, { nonce: () => now });
  exchange.setMarkets(await exchange.fetchMarkets({ symbol: 'BTCUSDT' } as never));
  const order = await exchange.createOrder(SYMBOL, 'limit', 'buy', 0.01, 20_000, { clientOrderId: 'resting-buy' });
  return String(order.clientOrderId);
}

describe('the process of real orders', () => {
  const gate = (change: Readonly<Record<string, string>> = {}, without: readonly string[] = []) => {
    const given = Object.fromEntries(
      Object.entries({ ...ENVIRONMENT, ...change }).filter(([name]) => !without.includes(name)),
    );
    const { config, secrets } = readConfig(given, 2026);
    return () => requireLive(config, secrets);
  };

  it('starts where everything is there and nothing else is', () => {
    expect(gate()()).toMatchObject({ venue: 'binance', symbol: 'BTC/USDT', key: KEY });
    expect(gate({ VENUE_ORIGIN: 'http://127.0.0.1:1' })).not.toThrow();
    expect(gate({ VENUE_ORIGIN: 'https://testnet.example' })).not.toThrow();
  });

  it.each([
    ['TRADING_MODE is paper', { TRADING_MODE: 'paper' }, []],
    ['CARD_MARKET is perp', { CARD_MARKET: 'perp' }, []],
    ['VENUE_API_SECRET is not set', {}, ['VENUE_API_SECRET']],
    ['DATABASE_URL is not set', {}, ['DATABASE_URL']],
    ['TEMPORAL_ADDRESS is not set', {}, ['TEMPORAL_ADDRESS']],
    ['TELEGRAM_BOT_TOKEN is set', { TELEGRAM_BOT_TOKEN: '1:x' }, []],
    ['S3_SECRET_ACCESS_KEY is set', { S3_SECRET_ACCESS_KEY: 'x' }, []],
    ['the key would cross the network in clear', { VENUE_ORIGIN: 'http://10.0.0.1' }, []],
  ] as const)('does not where %s, and says so', (words, change, without) => {
    expect(gate(change, without)).toThrow(words);
  });

  it('names everything that is in the way at once', () => {
    expect(gate({ TRADING_MODE: 'paper', CARD_MARKET: 'perp' }, ['VENUE_API_KEY'])).toThrow(
      /VENUE_API_KEY is not set[^]*TRADING_MODE is paper[^]*CARD_MARKET is perp/,
    );
  });

  it.each([
    ['a key that may withdraw', { canWithdraw: true }, 0, 'enableWithdrawals'],
    ['a key that may transfer', { canTransfer: true }, 0, 'permitsUniversalTransfer'],
    ['a key of which nobody knows', { hidesPermissions: true }, 0, 'does not say what the key may do'],
    ['a key that may not trade', { canTrade: false }, 0, 'trading-key'],
    ['a clock that is too far off', {}, 10_000, 'clock:'],
  ] as const)('does not with %s', async (_, change, aheadMs, words) => {
    const market = await opened(change, aheadMs);
    await expect(requireVenue(venuesAt(market), gate()(), signal)).rejects.toThrow(words);
    expect(market.exchange.desk.changes).toEqual([]);
  });
});

describe('the last resort at the venue', () => {
  it('cancels what could buy, ours or not, by the venue’s own list, and leaves what protects', async () => {
    const market = await opened();
    const stop = stopAt(market.fallAhead().stopPrice, '0.05');
    await (await openAt(market)).place(stop, signal);
    const buy = await restingBuy(market);
    const parts = { venue: 'binance', key: KEY, clock: market.clock, origin: market.exchange.origin };
    expect(await cancelEntries(parts, [SYMBOL], signal)).toEqual({
      cancelled: [buy],
      left: [stop.clientOrderId],
      unsure: [],
    });
    expect(await cancelEntries(parts, [SYMBOL], signal)).toMatchObject({ cancelled: [], left: [stop.clientOrderId] });
    const [customer] = market.exchange.desk.accounts;
    expect(customer.open().map(({ clientOrderId }) => clientOrderId)).toEqual([stop.clientOrderId]);
    await market.exchange[Symbol.asyncDispose]();
    await expect(cancelEntries(parts, [SYMBOL], signal)).rejects.toMatchObject({ code: 'source.unreachable' });
  });
});

describe('the dead man’s switch', () => {
  it('acts once nobody marks the account any more, again a minute later, and not while somebody does', async () => {
    const market = await opened();
    await restingBuy(market);
    const { accounts } = stores;
    const accountId = 'watched';
    const opening = { accountId, mode: 'live', strategy: 'cards', symbol: SYMBOL, source: 'live' } as const;
    await accounts.open({ ...opening, venue: 'binance', startQuote: new Money(1), settings: ACCOUNT }, 1);
    const token = await accounts.takeToken(accountId);
    const mark = async () => {
      const after = (await accounts.find(accountId))!.sequence;
      const event = { type: 'marked', mark: new Money(40_000), time: market.now } as const;
      await accounts.commit(accountId, { token, after, events: [event], committedAt: market.now, equity: null });
    };
    const parts = { venue: 'binance', key: KEY, clock: market.clock, origin: market.exchange.origin };
    const outage = new Outage();
    const deadMan = new DeadMan({
      ...{ accountId, stallMs: 180_000, clock: market.clock, stores: createStores(outage.database(database)) },
      cancel: async () => JSON.stringify((await cancelEntries(parts, [SYMBOL], signal)).cancelled),
    });
    await mark();
    market.pass(179_000);
    expect(await deadMan.look()).toBeNull();
    expect(market.exchange.desk.accounts[0].open()).toHaveLength(1);
    market.pass(2_000);
    expect(await deadMan.look()).toBe('no mark of watched for 181 s: ["resting-buy"]');
    expect(await stores.liveGuards.find(accountId)).toMatchObject({ actedAt: market.now });
    market.pass(10_000);
    expect(await deadMan.look()).toBeNull();
    market.pass(50_000);
    expect(await deadMan.look()).toContain('for 241 s: []');
    await mark();
    market.pass(100_000);
    expect(await deadMan.look()).toBeNull();
    market.pass(100_000);
    expect(await outage.during(() => deadMan.look(), 1)).toContain('for 200 s');
    await market.exchange[Symbol.asyncDispose]();
    market.pass(60_000);
    expect(await deadMan.look()).toContain('nothing could be cancelled');
  });
});

describe('a long history', () => {
  it('of trades is told page after page, each trade once and in order', async () => {
    const market = await opened();
    const venue = await openAt(market);
    const before = market.now;
    await venue.place(intent(), signal);
    const [customer] = market.exchange.desk.accounts;
    const [first] = customer.trades;
    for (let copy = 0; copy < 2_300; copy++) customer.trades.push({ ...first, id: 1_000 + copy });
    const pulled = await venue.pull([], before - 1, signal);
    const ids = pulled?.fills.map(({ fill }) => Number(fill.tradeId)) ?? [];
    expect(ids.length).toBe(customer.trades.length);
    expect(ids).toEqual(customer.trades.map(({ id }) => id));
    const pages = market.exchange.requests.filter((path) => path.startsWith('/api/v3/myTrades'));
    expect(pages.length).toBeGreaterThanOrEqual(3);
  });
});
