/** An account for a long time: its history begins anew before it is long, and nothing of its state is lost (INCIDENTS T9). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Standing } from '../../activities/execution/contract.ts';
import { flowConfig } from '../fixtures/flow-host.ts';
import { type AccountHost, openAccountHost } from '../fixtures/account-host.ts';
import { openVirtualTime, testServer, type VirtualTime } from '../fixtures/virtual-time.ts';
import { ADVISE_SIGNAL, STANDING_QUERY } from '../../workflows/messages.ts';

/** ACCOUNT_TICKS=10000 takes some minutes: then histories are as long as the workflow lets them be. */
const TICKS = Number(process.env.ACCOUNT_TICKS ?? 160);
const TICK_MS = 5_000;
const LONGEST_HISTORY_EVENTS = 4_000;

const launcher = testServer();
let time: VirtualTime;
let host: AccountHost;

beforeAll(async () => {
  if (!launcher) return;
  time = await openVirtualTime(launcher);
  host = await openAccountHost(
    time.engine,
    { cacheDir: flowConfig('').cacheDir, activityInterceptors: [time.clockwork] },
    time.clock,
  );
  const intervals = { inTradeMs: TICK_MS, idleMs: TICK_MS, reconcileMs: 60_000, sweepMs: 300_000 };
  host.desk.ports = { ...host.desk.ports, intervals };
});
afterAll(async () => {
  await host?.[Symbol.asyncDispose]();
  await time?.[Symbol.asyncDispose]();
});

it.skipIf(!launcher)(
  `${TICKS} virtual ticks keep every history under ${LONGEST_HISTORY_EVENTS} events, and the trade`,
  async () => {
    await using _worker = await host.startWorker();
    const handle = await host.startAccount(host.desk.wanted(), TICKS < 1_000 ? 300 : undefined);
    const begun = time.clock.now();
    await time.until(begun + 2 * TICK_MS);
    await handle.signal(ADVISE_SIGNAL, await host.desk.release());
    const lengths: number[] = [];
    const runs = new Set<string>();
    for (let ticks = 0; ticks < TICKS; ticks += 20) {
      await time.until(begun + (ticks + 20) * TICK_MS);
      const { historyLength, runId } = await time.engine.client.workflow.getHandle(handle.workflowId).describe();
      lengths.push(historyLength);
      runs.add(runId);
    }
    expect(Math.max(...lengths)).toBeLessThan(LONGEST_HISTORY_EVENTS);
    expect(runs.size).toBeGreaterThan(3);
    const standing = await time.engine.client.workflow
      .getHandle(handle.workflowId)
      .query<Standing | null>(STANDING_QUERY);
    expect(standing).toMatchObject({ positionBase: '0.005', isReconciled: true, halts: [], trade: { phase: 'open' } });
    expect(host.desk.venues.placed.map(({ leg }) => leg)).toEqual(['entry', 'protection']);
    console.log(`${runs.size} histories, the longest seen has ${Math.max(...lengths)} events`);
  },
  1_800_000,
);
