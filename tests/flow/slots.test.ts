import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MarketSource, SlotRequest } from '../../activities/ports.ts';
import { openRecorded } from '../../adapters/candle-file/recorded.ts';
import { desiredSchedules } from '../../apps/schedules/desired.ts';
import { reconcileSchedules } from '../../apps/schedules/reconcile.ts';
import { releaseId } from '../../domain/ledger/release-id.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { slotInstants, slotName } from '../../domain/market/slots.ts';
import { FORECAST_QUEUE, SLOT_WORKFLOW, type SlotOutcome } from '../../workflows/messages.ts';
import { writeCandleFile } from '../fixtures/candle-files.ts';
import { type FlowHost, openFlowHost } from '../fixtures/flow-host.ts';

const SYMBOLS = ['BTC/USDT', 'ETH/USDT'];
/** The coming whole hour is the slot; the activities' clock stands half a minute after it. */
const instant = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
const wallTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Jerusalem',
  hour: '2-digit',
  minute: '2-digit',
}).format(instant);
const slot = slotName(wallTime);
let now = instant + 30_000;
const yesterday =
  slotInstants({ zone: 'Asia/Jerusalem', slots: [wallTime] }, instant - 2 * DAY_MS, instant).at(-1)?.cutoff ?? 0;

let host: FlowHost;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-slots-'));
  const files: Record<string, string> = {};
  for (const symbol of SYMBOLS) files[symbol] = await writeCandleFile(folder, symbol, instant, 'slots');
  host = await openFlowHost({ clock: { now: () => now }, sources: { open: async () => filePerSymbol(files) } });
  await reconcileSchedules(
    host.engine.client,
    desiredSchedules({ ...host.plan, symbols: SYMBOLS, slots: [wallTime] }, 'simulated', null),
  );
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A short market: what is looked at here is which releases a slot makes. */
function filePerSymbol(files: Readonly<Record<string, string>>): MarketSource {
  const of = (symbol: string) => openRecorded({ files: [files[symbol]] });
  return {
    ...openRecorded({ files: Object.values(files) }),
    prices: (request, ...rest) => of(request.symbol).prices(request, ...rest),
    lastClose: (symbol, ...rest) => of(symbol).lastClose(symbol, ...rest),
  };
}

const ids = (at: number) => SYMBOLS.map((symbol) => releaseId(symbol, at, `${slot}-simulated`));
const schedule = () => host.engine.client.schedule.getHandle(`slot-${slot}`);

/** Lets the schedule do what it would have done at the slot's instant, and waits for the slot that it starts. */
async function fire(): Promise<SlotOutcome> {
  const before = (await schedule().describe()).info.recentActions.length;
  await schedule().backfill({ start: new Date(instant - 1), end: new Date(instant + 1), overlap: 'ALLOW_ALL' });
  return await lastSlot(before);
}

async function lastSlot(before: number): Promise<SlotOutcome> {
  const actions = async () => (await schedule().describe()).info.recentActions;
  await expect.poll(async () => (await actions()).length, { timeout: 30_000 }).toBe(before + 1);
  const { action } = (await actions())[before];
  const { workflowId, firstExecutionRunId } = action.workflow;
  return (await host.engine.client.workflow.getHandle(workflowId, firstExecutionRunId).result()) as SlotOutcome;
}

async function startSlot(workflowId: string): Promise<SlotOutcome> {
  const request: SlotRequest = { slot, source: 'simulated', symbols: SYMBOLS };
  return (await host.engine.client.workflow.execute(SLOT_WORKFLOW, {
    workflowId,
    taskQueue: FORECAST_QUEUE,
    args: [request],
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
  })) as SlotOutcome;
}

describe('a slot whose time has come', () => {
  it('makes one release per symbol, under the ids of its instant', async () => {
    expect(await fire()).toEqual({ started: ids(instant), missed: [] });
    for (const id of ids(instant)) {
      expect(await host.engine.client.workflow.getHandle(id).result()).toMatchObject({
        releaseId: id,
        status: 'published',
      });
    }
    const rows = await host.ports.stores.ledger.entries('simulated');
    expect(rows.map(({ key }) => key).toSorted()).toEqual(ids(instant).toSorted());
  });

  it('makes none the second time (INCIDENTS T11)', async () => {
    await fire();
    await expectEachRanOnce(ids(instant));
    expect(await host.ports.stores.ledger.entries('simulated')).toHaveLength(2);
  });

  it('is found by its symbol and its slot', async () => {
    const query = `WorkflowType = "release" and Slot = "${slot}" and Symbol = "ETH/USDT"`;
    await expect.poll(async () => (await host.engine.client.workflow.count(query)).count, { timeout: 30_000 }).toBe(1);
  });
});

async function expectEachRanOnce(expected: readonly string[]): Promise<void> {
  const query = 'WorkflowType = "release"';
  const found: string[] = [];
  for await (const { workflowId } of host.engine.client.workflow.list({ query })) found.push(workflowId);
  expect(found.toSorted()).toEqual([...expected].toSorted());
}

describe('a slot that a person starts', () => {
  it('means its last instant, whatever the minute', async () => {
    now = yesterday + 5 * MINUTE_MS;
    const { started } = await startSlot('by-hand-in-time');
    expect(started).toEqual(ids(yesterday));
    for (const id of started) await host.engine.client.workflow.getHandle(id).result();
    await expectEachRanOnce([...ids(instant), ...ids(yesterday)]);
  });

  it('more than ten minutes after that instant is not started any more (INCIDENTS T12)', async () => {
    now = yesterday + 10 * MINUTE_MS + 1;
    expect((await startSlot('by-hand-too-late')).started).toEqual([]);
  });
});
