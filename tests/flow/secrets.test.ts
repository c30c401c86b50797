import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Standing } from '../../activities/execution/contract.ts';
import type { Database } from '../../activities/ports.ts';
import { failedAttempts } from '../../apps/telemetry/failed-attempts.ts';
import { observedStores } from '../../apps/telemetry/observed-stores.ts';
import { openTelemetry } from '../../apps/telemetry/telemetry.ts';
import { ADVISE_SIGNAL, STANDING_QUERY } from '../../workflows/messages.ts';
import { openAccountHost } from '../fixtures/account-host.ts';
import { eventually } from '../fixtures/eventually.ts';
import { type FlowHost, openFlowHost, released } from '../fixtures/flow-host.ts';
import { type Interference, Interferences } from '../fixtures/interference.ts';

const CANARY = 'canary-7f3a9c-secret';
const SECRETS = { DATABASE_URL: `postgres://almanac:${CANARY}@db/almanac`, S3_SECRET_ACCESS_KEY: `${CANARY}-s3` };
const SENTENCE = `could not log in with ${SECRETS.DATABASE_URL} and ${SECRETS.S3_SECRET_ACCESS_KEY}`;

const failing: Interference = () => Promise.reject(new Error(SENTENCE, { cause: new Error(CANARY) }));
const refusing: Interference = () => {
  const body = { code: 'data.stale', message: SENTENCE, detail: { where: CANARY }, world: 'nothing-happened' };
  return Promise.reject(
    ApplicationFailure.create({ type: 'data.stale', message: SENTENCE, nonRetryable: true, details: [body] }),
  );
};

let host: FlowHost;
let database: Database;
const lines: string[] = [];
const telemetry = openTelemetry({
  app: 'test',
  config: { symbols: ['BTC/USDT'], logLevel: 'trace' },
  secrets: SECRETS,
  write: (line) => lines.push(line),
});
beforeAll(async () => {
  host = await openFlowHost({
    activityInterceptors: [failedAttempts(telemetry)],
    database: (real) => {
      database = real;
      return real;
    },
  });
});
afterAll(() => host[Symbol.asyncDispose]());

/** Every value of every table, as text. */
async function wholeDatabase(database: Database): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => database.query(`select row_to_json(t)::text as row from "${name}" t`)),
  );
  return JSON.stringify(rows);
}

/** Payloads are bytes: they are read as the text that they are. */
async function wholeHistory(workflowId: string): Promise<string> {
  const history = await host.engine.client.workflow.getHandle(workflowId).fetchHistory();
  return JSON.stringify(history, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
}

function expectNoSecret(told: Readonly<Record<string, string>>): void {
  for (const [where, text] of Object.entries(told)) expect([where, text.includes(CANARY)]).toEqual([where, false]);
}

it('no secret that an activity throws reaches log, metrics, history or database (S6, T18)', async () => {
  host.interferences.plan('ingest', failing, refusing);
  host.interferences.plan('commit', failing);
  host.interferences.plan('publish', failing);
  const request = host.request();
  const { status } = await released(host, request);
  expect(status).toBe('fallback');
  expect(host.interferences.unmet).toEqual([]);
  const told = {
    log: lines.join(''),
    metrics: await telemetry.metrics.text(),
    history: await wholeHistory(request.releaseId),
    database: await wholeDatabase(database),
  };
  expectNoSecret(told);
  // What is not secret is still told: the check sees the sentences.
  expect(told.log).toContain('could not log in with');
  expect(told.history).toContain('could not log in with');
  expect(told.database).toContain('could not log in with');
  expect(told.metrics).toMatch(/almanac_activity_failures_total\{[^}]*activity="ingest",code="data.stale"[^}]*\} 1/);
});

it('nor one that the executor meets, whose orders, fills and halts are told by name and counted', async () => {
  const { engine, config } = host;
  const struck = new Interferences();
  const activityInterceptors = [failedAttempts(telemetry), struck.interceptor];
  const clock = { now: () => Date.now() };
  await using accounts = await openAccountHost(engine, { cacheDir: config.cacheDir, activityInterceptors }, clock);
  const { desk } = accounts;
  const intervals = { inTradeMs: 100, idleMs: 200, reconcileMs: 200, sweepMs: 60_000 };
  desk.ports = { ...desk.ports, intervals, stores: observedStores(desk.stores, telemetry.tell) };
  await using _worker = await accounts.startWorker();
  lines.length = 0;
  struck.plan('openAccount', failing);
  struck.plan('look', failing);
  const wanted = desk.wanted();
  const handle = await accounts.startAccount(wanted);
  const standsSo = (holds: (now: Standing) => boolean) =>
    eventually(async () => {
      const now = await handle.query<Standing | null>(STANDING_QUERY);
      return now !== null && holds(now);
    });
  await handle.signal(ADVISE_SIGNAL, await desk.release());
  await standsSo(({ trade }) => trade?.phase === 'open');
  const books = desk.venues.books(wanted.accountId);
  books.base = books.base.plus(1);
  await standsSo(({ halts }) => halts.length === 1);
  await handle.terminate('the test is over');
  expect(struck.unmet).toEqual([]);
  const log = lines.join('');
  const metrics = await telemetry.metrics.text();
  const history = await wholeHistory(handle.workflowId);
  expectNoSecret({ log, metrics, history, database: await wholeDatabase(desk.database) });
  expect([log, history].map((text) => text.includes('could not log in with'))).toEqual([true, true]);
  const counted = (series: string) => Number(new RegExp(`^almanac_${series}[^ ]* (\\d+)$`, 'm').exec(metrics)?.[1]);
  expect(counted('activity_failures_total{activity="look",code="internal"')).toBe(1);
  expect(counted('plans_total{verdict="accepted"')).toBe(1);
  expect(counted('order_changes_total{news="send"')).toBe(2);
  expect(counted('fills_total{side="buy"')).toBe(1);
  expect(counted('book_differences_total')).toBeGreaterThan(0);
  expect(counted('account_halts_total{cause="reconcile"')).toBe(1);
  expect(counted('trading_state_changes_total{to="halt"')).toBe(1);
  expect(log).toMatch(/"level":"error"[^\n]*"accountId":"shadow-long-1"[^\n]*the executor halted an account/);
});
