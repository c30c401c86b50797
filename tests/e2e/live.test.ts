/** The process of real orders on a real engine and database, against the simulated exchange over a socket. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../activities/ports.ts';
import { openCcxt } from '../../adapters/exchange/ccxt.ts';
import { VENUES } from '../../adapters/exchange/venues.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import { readConfig } from '../../apps/config/config.ts';
import { type Engine, openEngine } from '../../apps/embedded/engine.ts';
import { listAccounts } from '../../apps/operations/accounts/read.ts';
import type { AccountEvent } from '../../domain/execution/account/events.ts';
import { SimulatedMarket } from '../../lab/exchange/market.ts';
import { type SimulatedExchange, startExchange } from '../../lab/exchange/server.ts';
import { DATABASE_URL, openFreshDatabase, type Opened } from '../contract/stores/targets.ts';
import { CHECKOUT, Installation } from '../fixtures/command-line.ts';
import { eventually } from '../fixtures/eventually.ts';
import { longCard, plantRelease } from '../fixtures/planted-release.ts';

const LIVE = join(CHECKOUT, 'apps/execution-worker/live.ts');
const GUARD = join(CHECKOUT, 'apps/execution-worker/live-guard.ts');
const SYMBOL = 'BTC/USDT';
const KEY = { apiKey: 'live-key', secret: 'live-secret' };
const HELD_MS = 12_000;

describe.skipIf(DATABASE_URL === null)('real orders', () => {
  let folder = '';
  let engine: Engine;
  let database: Opened<Database> & { readonly url: string };
  let exchange: SimulatedExchange;
  let almanac: Installation;
  const clock = () => Date.now();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'almanac-live-'));
    const { PATH, XDG_CACHE_HOME } = process.env;
    const { config } = readConfig({ DATA_DIR: join(folder, 'engine'), PATH, XDG_CACHE_HOME }, 2026);
    engine = await openEngine(config, () => undefined);
    database = await openFreshDatabase(DATABASE_URL ?? '');
    const balances = { USDT: '5000', BTC: '0.00000312' };
    exchange = await startExchange({ seed: '1', symbols: [SYMBOL], clock, accounts: [{ ...KEY, balances }] });
    almanac = await Installation.make({
      env: {
        ...{ TEMPORAL_ADDRESS: engine.address, DATABASE_URL: database.url },
        ...{ TRADING_MODE: 'live', CARD_MARKET: 'spot', VENUE_ORIGIN: exchange.origin },
        ...{ VENUE_API_KEY: KEY.apiKey, VENUE_API_SECRET: KEY.secret },
        ...{ EXECUTOR_SWEEP_MS: '1000', EXECUTOR_IDLE_MS: '1000', EXECUTOR_TRADE_MS: '1000' },
        EXECUTOR_RECONCILE_MS: '5000',
      },
    });
  });
  afterAll(async () => {
    await almanac[Symbol.asyncDispose]();
    await exchange[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it('leave while the account is armed and not before, and a process killed in the middle leaves books that are the venue’s', async () => {
    const stores = createStores(database.value);
    const [customer] = exchange.desk.accounts;
    const eventsOf = async (type: AccountEvent['type']) =>
      await stores.accounts.events('live', { after: 0, types: [type] });
    const standing = async () => {
      const { accounts } = await listAccounts(stores, null, clock());
      return accounts.find(({ accountId }) => accountId === 'live');
    };
    const plant = async (releaseId: string) => {
      const { listings } = new SimulatedMarket('1', [SYMBOL]);
      const basePrice = new SimulatedMarket('1', [SYMBOL]).lastPrice(listings[0], clock());
      const card = longCard(basePrice, { now: clock(), timeExitAt: clock() + HELD_MS });
      await plantRelease(stores, { source: 'live', basePrice, releaseId, symbol: SYMBOL, card }, clock());
    };

    const guard = almanac.startProgram(GUARD, []);
    let worker = almanac.startProgram(LIVE, []);
    await worker.until('Polling the queue "execution-live"');
    await eventually(async () => (await standing())?.isReconciled === true);
    expect(await standing()).toMatchObject({
      cashQuote: '5000',
      positionBase: '0',
      trading: 'reduce',
      venue: 'binance',
    });
    await plant('BTC-USDT_unarmed_1200');
    await eventually(async () => (await eventsOf('plan-refused')).length === 1);
    expect(exchange.desk.changes).toEqual([]);

    await eventually(async () => (await stores.liveGuards.find('live')) !== null);
    const armed = await almanac.run(['live', 'arm', '--account=live', '--for=1h', '--yes=live']);
    expect(armed.code, armed.stdout + armed.stderr).toBe(0);
    await plant('BTC-USDT_armed_1200');
    await eventually(() => customer.orders.length > 0);
    worker.kill('SIGKILL');
    await worker.ended;
    worker = almanac.startProgram(LIVE, []);
    await eventually(() => customer.open(SYMBOL).some(({ type, side }) => type === 'STOP_LOSS' && side === 'SELL'));
    await eventually(async () => (await eventsOf('trade-closed')).length === 1);
    const settled = await eventually(async () => {
      const now = await standing();
      return now?.isReconciled === true && now.unknownOrders === 0 && now;
    });
    const atVenue = Object.fromEntries(customer.balances().map(({ asset, free }) => [asset, Number(free)]));
    expect(Number(settled.cashQuote)).toBe(atVenue.USDT);
    expect(settled).toMatchObject({ halts: [], alarms: [], trade: null });
    const ids = customer.orders.map(({ clientOrderId }) => clientOrderId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(customer.orders.filter(({ side }) => side === 'BUY')).toHaveLength(1);
    expect(customer.open(SYMBOL)).toEqual([]);

    const compared = await almanac.run(['reconcile', '--account=live']);
    expect(compared).toMatchObject({ code: 0, stdout: expect.stringContaining('live: agrees with its venue') });
    for (const running of [worker, guard]) running.kill('SIGTERM');
    for (const running of [worker, guard]) expect(await running.ended).toMatchObject({ code: 0 });
    expect(exchange.desk.changes.filter((change) => change.startsWith('DELETE'))).toHaveLength(1);
  });

  it('end with a halt while neither database nor engine answers: what could buy is cancelled at the venue', async () => {
    const [customer] = exchange.desk.accounts;
    const client = await openCcxt(VENUES.binance.spot, exchange.origin);
    Object.assign(client, KEY);
    client.setMarkets(await client.fetchMarkets({ symbol: 'BTCUSDT' } as never));
    await client.createOrder(SYMBOL, 'limit', 'buy', 0.001, 20_000, { clientOrderId: 'by-hand' });
    const nobody = { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none', TEMPORAL_ADDRESS: '127.0.0.1:9' };
    const { code, stdout, stderr } = await almanac.run(['halt', '--why=drill'], { env: nobody });
    expect(code, stdout + stderr).toBe(1);
    expect(stdout).toContain('1 order(s) that could buy cancelled (by-hand)');
    expect(stderr).toContain('The row could not be written');
    expect(customer.open(SYMBOL)).toEqual([]);
    expect(await readdir(almanac.dataDir)).toContain('HALT');
  });
});
