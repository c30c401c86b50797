import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../activities/ports.ts';
import { failedAttempts } from '../../apps/telemetry/failed-attempts.ts';
import { openTelemetry } from '../../apps/telemetry/telemetry.ts';
import { type FlowHost, openFlowHost, released } from '../fixtures/flow-host.ts';
import type { Interference } from '../fixtures/interference.ts';

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
async function wholeDatabase(): Promise<string> {
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
    database: await wholeDatabase(),
  };
  for (const [where, text] of Object.entries(told)) expect([where, text.includes(CANARY)]).toEqual([where, false]);
  // What is not secret is still told: the check sees the sentences.
  expect(told.log).toContain('could not log in with');
  expect(told.history).toContain('could not log in with');
  expect(told.database).toContain('could not log in with');
  expect(told.metrics).toMatch(/almanac_activity_failures_total\{[^}]*activity="ingest",code="data.stale"[^}]*\} 1/);
});
