import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountStore } from '../../../activities/ports/accounts.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { type Engine, openEngine } from '../../../apps/embedded/engine.ts';
import { serveSocket, type SocketServer } from '../../../apps/embedded/socket-server.ts';
import { readVitals, type Watched } from '../../../apps/watch/vitals.ts';
import { runWorker } from '../../../apps/workers/run-worker.ts';
import { Money } from '../../../domain/accounting/money.ts';
import { ACCOUNT } from '../../../lab/simulator/settings.ts';
import { openTelegramLab, type TelegramLab } from '../../../lab/telegram/lab.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';
import { flowConfig } from '../../fixtures/flow-host.ts';
import { FORECAST_QUEUE } from '../../../workflows/messages.ts';
import { DATABASE_URL, MIGRATIONS, openFreshDatabase } from '../stores/targets.ts';

const WATCHDOG = fileURLToPath(new URL('../../../apps/watchdog/main.ts', import.meta.url));
const TOKEN = '4711:watchdog-of-the-tests';
const OPERATOR = 100;

const stack = new AsyncDisposableStack();
const heard: { status: string; alerts: { status: string; labels: { alertname: string } }[] }[] = [];
let accounts: AccountStore;
let dataDir: string;
let owner: SocketServer;
let lab: TelegramLab;
let webhook: Server;
let engine: Engine;
let enginePid: number;

/** What `npm start` is to the watchdog: a socket, a database, an engine of its own. Nobody works for it. */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'almanac-watchdog-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const config = flowConfig(dataDir);
  const database = stack.use(await openMemoryDatabase());
  await migrate(database, MIGRATIONS);
  const stores = createStores(database);
  accounts = stores.accounts;
  engine = stack.use(await openEngine(config, () => undefined));
  enginePid = (JSON.parse(await readFile(join(dataDir, 'engine.json'), 'utf8')) as { pid: number }).pid;
  const watched: Watched = {
    source: 'live',
    ...{ clock: { now: () => Date.now() }, stores, databaseElsewhere: false, dataDir: null },
    executorIsOn: true,
    ...{ engine: { client: engine.client, namespace: 'default' } },
  };
  owner = await serveSocket(dataDir, { pid: process.pid, command: 'start', ui: null }, async ({ operation }) => {
    expect(operation).toBe('vitals');
    return await readVitals(watched);
  });
  lab = stack.use(await openTelegramLab({ port: 0 }));
  lab.world.addBot(TOKEN, 'almanac_test_bot');
  lab.world.addChat({ id: OPERATOR, type: 'private', title: 'operator' });
  webhook = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push(JSON.parse(Buffer.concat(parts).toString()) as (typeof heard)[number]);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  stack.defer(() => void webhook.close());
});
afterAll(() => stack.disposeAsync());

async function look(environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WATCHDOG, '--once'], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: Buffer[] = [];
  child.stderr.on('data', (part: Buffer) => lines.push(part));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said: Buffer.concat(lines).toString() };
}

it('the watchdog asks whoever owns the data folder, and says that nobody works', async () => {
  const { code, said } = await look();
  expect(said).toContain('"alert":"WorkerAbsent"');
  expect(code).toBe(3);
});

it('an armed account of real money, and nobody who watches its orders, wakes a person; disarmed it does not', async () => {
  const opening = { accountId: 'live', mode: 'live', strategy: 'cards', symbol: 'BTC/USDT', source: 'live' } as const;
  await accounts.open({ ...opening, venue: 'binance', startQuote: new Money(1), settings: ACCOUNT }, Date.now());
  await accounts.takeToken('live');
  await accounts.arm('live', Date.now() + 600_000);
  const { code, said } = await look();
  expect(said).toContain('the queue \\"execution-live\\"');
  expect(said).not.toContain('the queue \\"execution\\"');
  expect(code).toBe(3);
  await accounts.arm('live', null);
  expect((await look()).said).not.toContain('execution-live');
});

it.skipIf(DATABASE_URL === null)(
  'with database and engine apart it asks both, and is content when somebody works',
  async () => {
    await using fresh = await openFreshDatabase(DATABASE_URL ?? '');
    await migrate(fresh.value, MIGRATIONS);
    const places = { DATABASE_URL: fresh.url, TEMPORAL_ADDRESS: engine.address };
    const alone = await look(places);
    expect(alone.said.match(/"alert":"\w+"/g)).toEqual(['"alert":"WorkerAbsent"']);
    expect(alone.code).toBe(3);
    const { cacheDir } = flowConfig(dataDir);
    const place = {
      address: engine.address,
      namespace: 'default',
      cacheDir,
      logLevel: 'silent',
      concurrentActivities: 1,
    };
    await using _worker = await runWorker(place, FORECAST_QUEUE, { ingest: () => Promise.resolve() });
    expect(await look(places)).toEqual({ code: 0, said: '' });
  },
);

it('with the engine killed it still speaks: in its log, to a webhook, in a chat; and does not tell the token', async () => {
  process.kill(enginePid, 'SIGKILL');
  const { port } = webhook.address() as AddressInfo;
  const { code, said } = await look({
    ...{ ALERT_WEBHOOK: `http://127.0.0.1:${port}`, ALERT_CHAT: String(OPERATOR) },
    ...{ TELEGRAM_API_ROOT: lab.apiRoot, TELEGRAM_BOT_TOKEN: TOKEN },
  });
  expect(code).toBe(3);
  expect(said).toContain('the workflow engine does not answer');
  expect(heard.at(-1)).toMatchObject({ status: 'firing', alerts: [{ labels: { alertname: 'EngineAbsent' } }] });
  expect(lab.world.messages.at(-1)).toMatchObject({ text: expect.stringContaining('EngineAbsent') as string });
  expect(said).not.toContain(TOKEN);
});

it('with Telegram and the webhook gone as well it speaks in its log, and says who did not hear', async () => {
  const { code, said } = await look({
    ...{ ALERT_WEBHOOK: 'http://127.0.0.1:9', ALERT_CHAT: String(OPERATOR) },
    ...{ TELEGRAM_API_ROOT: 'http://127.0.0.1:9', TELEGRAM_BOT_TOKEN: TOKEN },
  });
  expect(code).toBe(3);
  expect(said).toContain('the workflow engine does not answer');
  expect(said.match(/nobody heard the watchdog there/g)).toHaveLength(2);
  expect(said).not.toContain(TOKEN);
});

it('with nobody on the data folder it says so', async () => {
  await owner[Symbol.asyncDispose]();
  await rm(join(dataDir, 'owner.json'));
  const { code, said } = await look();
  expect(said).toContain('"alert":"ProcessAbsent"');
  expect(code).toBe(3);
});

it('with database and engine apart and both gone it says that neither answers, and does not tell the password', async () => {
  const places = {
    DATABASE_URL: 'postgres://almanac:a-long-password@127.0.0.1:9/almanac',
    TEMPORAL_ADDRESS: '127.0.0.1:9',
  };
  const { code, said } = await look(places);
  expect(said).toContain('"alert":"RecordUnreadable"');
  expect(said).toContain('"alert":"EngineAbsent"');
  expect(said).not.toContain('a-long-password');
  expect(code).toBe(3);
});
