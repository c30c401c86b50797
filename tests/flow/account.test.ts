import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Standing } from '../../activities/execution/contract.ts';
import { type Engine, openEngine } from '../../apps/embedded/engine.ts';
import type { RunningWorker } from '../../apps/workers/run-worker.ts';
import { ADVISE_SIGNAL, LIFT_HALTS_UPDATE, RECONCILE_UPDATE, STANDING_QUERY } from '../../workflows/messages.ts';
import { type AccountHost, openAccountHost } from '../fixtures/account-host.ts';
import { eventually } from '../fixtures/eventually.ts';
import { flowConfig } from '../fixtures/flow-host.ts';

let engine: Engine;
let host: AccountHost;
let dataDir: string;
let worker: RunningWorker;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'almanac-account-'));
  const config = flowConfig(dataDir);
  engine = await openEngine(config, () => undefined);
  host = await openAccountHost(engine, config, { now: () => Date.now() });
  const intervals = { inTradeMs: 150, idleMs: 400, reconcileMs: 300, sweepMs: 1_000 };
  host.desk.ports = { ...host.desk.ports, intervals };
  worker = await host.startWorker();
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

const events = async (accountId: string) =>
  (await host.desk.stores.accounts.events(accountId, { after: 0 })).map(({ event }) => event);
const standing = (handle: WorkflowHandle) => handle.query<Standing | null>(STANDING_QUERY);
/** The first standing of which something holds. */
const once = (handle: WorkflowHandle, holds: (now: Standing) => boolean) =>
  eventually(async () => {
    const now = await standing(handle);
    return now !== null && holds(now) && now;
  });
const legs = () => host.desk.venues.placed.map(({ leg }) => leg);

describe('the workflow of an account', () => {
  it('trades a release that it is told of, survives the death of its executor in between, and answers people', async () => {
    const wanted = host.desk.wanted();
    const handle = await host.startAccount(wanted);
    await once(handle, ({ isReconciled }) => isReconciled);
    await handle.signal(ADVISE_SIGNAL, await host.desk.release());
    await once(handle, ({ trade, alarms }) => trade?.phase === 'open' && alarms.length === 0);
    await worker[Symbol.asyncDispose]();
    worker = await host.startWorker();
    host.desk.venues.trade(41_300);
    await once(handle, ({ trade, positionBase }) => trade === null && positionBase === '0');
    expect(legs()).toEqual(['entry', 'protection', 'exit']);
    const after = await handle.executeUpdate<Standing, []>(RECONCILE_UPDATE);
    const { quote } = host.desk.venues.books(wanted.accountId);
    expect(after).toMatchObject({ isReconciled: true, halts: [], cashQuote: quote.toFixed(), trading: 'normal' });
    await strangersHolding(wanted.accountId, handle);
    expect((await events(wanted.accountId)).filter(({ type }) => type === 'token-taken')).toHaveLength(2);
    await handle.terminate('the test is over');
  });

  it('T10: hears each of many signals once, while it begins a new history again and again', async () => {
    const wanted = host.desk.wanted('vol-target');
    const handle = await host.startAccount({ ...wanted, strategy: 'shadow-long' }, 80);
    const references = [];
    for (let n = 0; n < 60; n++) references.push(await host.desk.release());
    await Promise.all(references.map((reference) => handle.signal(ADVISE_SIGNAL, reference)));
    const heard = async () =>
      (await events(wanted.accountId)).flatMap((event) => {
        if (event.type === 'plan-accepted') return [event.plan.planId];
        return event.type === 'plan-refused' ? [event.planId] : [];
      });
    await eventually(async () => (await heard()).length >= references.length);
    expect((await heard()).toSorted()).toEqual(
      references.map(({ releaseId }) => `${releaseId}/shadow-long`).toSorted(),
    );
    const lengths = await eventually(async () => {
      const found: number[] = [];
      const runs = engine.client.workflow.list({ query: `WorkflowId = "${handle.workflowId}"` });
      for await (const { historyLength } of runs) found.push(historyLength ?? 0);
      return found.length > 4 && found;
    });
    expect(Math.max(...lengths)).toBeLessThan(300);
    await engine.client.workflow.getHandle(handle.workflowId).terminate('the test is over');
  });
});

/** What nobody can explain halts the account, and no person lifts that before it is gone. */
async function strangersHolding(accountId: string, handle: WorkflowHandle): Promise<void> {
  const books = host.desk.venues.books(accountId);
  const lift = () => handle.executeUpdate<Standing, []>(LIFT_HALTS_UPDATE);
  books.base = books.base.plus(1);
  await once(handle, ({ halts }) => halts.length === 1);
  expect(await lift()).toMatchObject({ trading: 'halt', halts: [expect.stringContaining('the venue says 1')] });
  books.base = books.base.minus(1);
  await once(handle, ({ isReconciled }) => isReconciled);
  expect(await lift()).toMatchObject({ trading: 'halt', halts: [expect.anything()] });
  const { tradingStates } = host.desk.stores;
  await tradingStates.askToLoosen(accountId, { state: 'normal', code: 'x', until: Date.now() + 10_000 });
  await tradingStates.loosen(accountId, 'x', { by: 'tester', at: Date.now() });
  await eventually(async () => (await lift()).trading === 'normal');
}
