/**
 * Records one history of every branch of every workflow type, on a real engine with the real activities:
 *
 *     node tests/replay/record.ts           # all of them
 *     node tests/replay/record.ts retrain   # only those of this type, or one whose name begins so: outcome-settled
 *
 * Run it when a workflow was changed on purpose, before the changed one ever ran for somebody. Afterwards a change needs
 * a patch marker, because histories recorded here stand for executions that are still open somewhere.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure, Context } from '@temporalio/activity';
import {
  ADVISE_SIGNAL,
  CANDIDATES_WORKFLOW,
  FORECAST_QUEUE,
  outcomeWorkflowId,
  PUBLISH_WORKFLOW,
  RECONCILE_UPDATE,
  RETRAIN_WORKFLOW,
  SLOT_WORKFLOW,
  SWEEP_WORKFLOW,
  type SweepTicket,
} from '../../workflows/messages.ts';
import type { OutcomePlan, RetrainTicket, Settled } from '../../activities/contract.ts';
import type { ReleaseRequest, SlotRequest } from '../../activities/ports.ts';
import { awaitOutcome } from '../../apps/operations/outcome.ts';
import { startRelease } from '../../apps/operations/release.ts';
import { DAY_MS, HOUR_MS } from '../../domain/market/candles.ts';
import { openAccountHost } from '../fixtures/account-host.ts';
import { CUTOFF, openFlowHost, released } from '../fixtures/flow-host.ts';
import { HISTORIES, keptHistory } from './histories.ts';

const MANY = 60_000;
let clockAheadMs = 0;
await using host = await openFlowHost({ clock: { now: () => Date.now() + clockAheadMs } });
const { client } = host.engine;
await mkdir(HISTORIES, { recursive: true });

const asked = (slot: string, change: Partial<ReleaseRequest> = {}) =>
  host.request({ slot, releaseId: `BTC-USDT_20260304T1200Z_${slot}`, ...change });

if (isWanted('release')) await releases();
if (isWanted('slot')) await slots();
if (isWanted('retrain')) {
  await retraining('learned', 'BTC/USDT');
  await retraining('refused', 'DOGE/XYZ');
}
if (isWanted('publish')) await publishing();
if (isWanted('outcome')) await outcomes();
if (isWanted('sweep')) await sweeps();
if (isWanted('candidates')) await candidates();
if (isWanted('account')) await account();

function isWanted(type: string): boolean {
  return (process.argv[2] ?? type).startsWith(type);
}

async function releases(): Promise<void> {
  await release('published', asked('published'));
  await release('fallback', asked('fallback', { cutoff: CUTOFF + 5 * HOUR_MS }));
  await release('missed', asked('missed', { stream: 'planned', deadline: CUTOFF }));
  await release('discarded', asked('discarded', { stream: 'manual', candleFiles: ['/absent.csv'] }));
  host.interferences.plan('chart', () => Promise.reject(ApplicationFailure.nonRetryable('no ink', 'internal')));
  await release('without-chart', asked('without-chart'));
  await cancelledRelease();
}

async function release(branch: string, request: ReleaseRequest): Promise<void> {
  await released(host, request).catch((ended: Error) => console.log(`${branch}: ${ended.cause ?? ended}`));
  await keep(`release-${branch}`, request.releaseId);
}

/** Cancelled while two activities run. */
async function cancelledRelease(): Promise<void> {
  const request = asked('cancelled');
  let reached = () => {};
  const features = new Promise<void>((resolve) => {
    reached = resolve;
  });
  host.interferences.plan('features', async () => {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), 100);
    reached();
    return await context.cancelled.finally(() => clearInterval(beat));
  });
  await startRelease(client, request);
  await features;
  const handle = client.workflow.getHandle(request.releaseId);
  await handle.cancel();
  await handle.result().catch((ended: Error) => console.log(`cancelled: ${ended.cause ?? ended}`));
  await keep('release-cancelled', request.releaseId);
}

/** In time, in time once more under the same release ids, and too late. */
async function slots(): Promise<void> {
  await inOneMinute();
  const children = (await slot('slot-started', 'slot-1')).started;
  await slot('slot-already-started', 'slot-2');
  clockAheadMs = DAY_MS;
  await slot('slot-too-late', 'slot-3');
  for (const child of children) await client.workflow.getHandle(child).terminate('only the slot is recorded');
}

async function slot(name: string, workflowId: string): Promise<{ started: string[] }> {
  const request: SlotRequest = { slot: '1200', source: 'simulated', symbols: ['BTC/USDT', 'ETH/USDT'] };
  const outcome = await client.workflow.execute(SLOT_WORKFLOW, {
    workflowId,
    taskQueue: FORECAST_QUEUE,
    args: [request],
  });
  await keep(name, workflowId);
  return outcome as { started: string[] };
}

async function publishing(): Promise<void> {
  await client.workflow.execute(PUBLISH_WORKFLOW, { workflowId: 'publish', taskQueue: FORECAST_QUEUE, args: [] });
  await keep('publish-told', 'publish');
}

async function retraining(branch: string, symbol: string): Promise<void> {
  const ticket: RetrainTicket = { source: 'simulated', symbol };
  const workflowId = `retrain-${branch}`;
  await client.workflow
    .execute(RETRAIN_WORKFLOW, { workflowId, taskQueue: FORECAST_QUEUE, args: [ticket] })
    .catch((ended: Error) => console.log(`${branch}: ${ended.cause ?? ended}`));
  await keep(workflowId, workflowId);
}

/** Waited for and asked for twice; revised afterwards; and one that was cancelled while it waited. */
async function outcomes(): Promise<void> {
  const now = Date.now();
  const plan = (at: number, lookAgainAt: number | null): OutcomePlan => ({
    horizons: [
      { horizonHours: 4, at },
      { horizonHours: 12, at: at + 500 },
    ],
    askAgainMs: 300,
    lookAgainAt,
  });
  const settled = (state: Settled['state'], sequence: number | null): Settled => ({ state, sequence, summary: state });
  host.interferences.plan('planOutcome', () => Promise.resolve(plan(now + 1_000, now + 3_000)));
  host.interferences.plan(
    'settleHorizon',
    () => Promise.resolve(settled('waiting', null)),
    () => Promise.resolve(settled('resolved', 2)),
    () => Promise.resolve(settled('void', 3)),
  );
  host.interferences.plan('lookAgain', () => Promise.resolve(['some-release_4h']));
  await (await awaitOutcome(client, 'settled')).result();
  await keep('outcome-settled', outcomeWorkflowId('settled'));

  host.interferences.plan('planOutcome', () => Promise.resolve(plan(now + DAY_MS, null)));
  const waiting = await awaitOutcome(client, 'cancelled');
  const handle = client.workflow.getHandle(outcomeWorkflowId('cancelled'));
  while (!(await handle.fetchHistory()).events?.some((event) => event.timerStartedEventAttributes)) await sleep(100);
  await handle.cancel();
  await waiting.result().catch((ended: Error) => console.log(`cancelled: ${ended.cause ?? ended}`));
  await keep('outcome-cancelled', outcomeWorkflowId('cancelled'));
}

/** One release that nobody waits for, and one that somebody does. */
async function sweeps(): Promise<void> {
  const plan = { horizons: [{ horizonHours: 4, at: Date.now() + DAY_MS }], askAgainMs: null, lookAgainAt: null };
  const later = () => Promise.resolve(plan);
  host.interferences.plan('planOutcome', later, later);
  await awaitOutcome(client, 'waited-for');
  host.interferences.plan('findUnresolved', () => Promise.resolve(['waited-for', 'alone']));
  const args: [SweepTicket] = [{ source: 'simulated' }];
  await client.workflow.execute(SWEEP_WORKFLOW, { workflowId: 'sweep', taskQueue: FORECAST_QUEUE, args });
  await keep('sweep-begun', 'sweep');
  for (const id of ['waited-for', 'alone']) {
    await client.workflow.getHandle(outcomeWorkflowId(id)).terminate('only the sweep is recorded');
  }
}

/** Beside two releases, one of which was never published. */
async function candidates(): Promise<void> {
  host.interferences.plan('dueForCandidates', () => Promise.resolve(['not-there', 'some-release']));
  const absent = () => Promise.reject(ApplicationFailure.nonRetryable('not published', 'input.unknown-release'));
  host.interferences.plan('issueCandidate', absent, () => Promise.resolve('three-carry-1 at 4 h, 12 h, 24 h'));
  const args: [SweepTicket] = [{ source: 'simulated' }];
  await client.workflow.execute(CANDIDATES_WORKFLOW, { workflowId: 'candidates', taskQueue: FORECAST_QUEUE, args });
  await keep('candidates-issued', 'candidates');
}

/** A trade from the signal to the stop under it, a person who has the books compared, and the next history. */
async function account(): Promise<void> {
  await using accounts = await openAccountHost(host.engine, host.config, { now: () => Date.now() });
  const intervals = { inTradeMs: 300, idleMs: 1_000, reconcileMs: 1_000, sweepMs: 2_000 };
  accounts.desk.ports = { ...accounts.desk.ports, intervals };
  await using _worker = await accounts.startWorker();
  const { workflowId, firstExecutionRunId } = await accounts.startAccount(accounts.desk.wanted(), 110);
  const current = client.workflow.getHandle(workflowId);
  await current.signal(ADVISE_SIGNAL, await accounts.desk.release());
  await current.executeUpdate(RECONCILE_UPDATE);
  const first = client.workflow.getHandle(workflowId, firstExecutionRunId, { followRuns: false });
  await first.result().catch((ended: Error) => console.log(`account: ${ended.message}`));
  await current.terminate('only the first history is recorded');
  await keep('account-begun-anew', workflowId, firstExecutionRunId);
}

/** Release ids name the minute: the two slots that share their releases must fall into one. */
async function inOneMinute(): Promise<void> {
  const left = MANY - (Date.now() % MANY);
  if (left < MANY / 2) await sleep(left);
}

async function keep(name: string, workflowId: string, runId?: string): Promise<void> {
  if (!name.startsWith(process.argv[2] ?? '')) return;
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const text = keptHistory(history, host.config.dataDir);
  await writeFile(join(HISTORIES, `${name}.json`), text);
  console.log(`${name}: ${history.events?.length} events, ${Math.round(text.length / 1024)} KB`);
}
