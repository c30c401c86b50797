import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MarketSources, ReleaseRequest } from '../../activities/ports.ts';
import { declareCalendar } from '../../apps/operations/calendar.ts';
import { startRelease } from '../../apps/operations/release.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/ledger/chain.ts';
import { releaseId } from '../../domain/ledger/release-id.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../domain/market/candles.ts';
import { nextSlot, type SlotInstant, slotInstants } from '../../domain/market/slots.ts';
import { FORECAST_QUEUE, SLOT_WORKFLOW, type SlotOutcome } from '../../workflows/messages.ts';
import { type FlowHost, openFlowHost } from '../fixtures/flow-host.ts';
import { openVirtualTime, testServer, type VirtualTime } from '../fixtures/virtual-time.ts';

const SYMBOL = 'BTC/USDT';
const launcher = testServer();

let time: VirtualTime;
let host: FlowHost;

/** An exchange that always answers with an error: what is looked at here is when something happens. */
let answer: AlmanacError;
const stale = new AlmanacError('data.stale', 'The bar closing at the cutoff is missing.');
const away = new AlmanacError('source.unreachable', 'No exchange answers.');
const sources: MarketSources = {
  open: () => Promise.reject(answer),
};

beforeAll(async () => {
  if (!launcher) return;
  time = await openVirtualTime(launcher);
  host = await openFlowHost({ ...time, sources, activityInterceptors: [time.clockwork] });
});
afterAll(async () => {
  await host?.[Symbol.asyncDispose]();
  await time?.[Symbol.asyncDispose]();
});

const plan = () => ({ zone: host.plan.zone, slots: host.config.slots });

/** Two weeks before the next change between winter and summer time. */
function beforeTheChange(now: EpochMs): EpochMs {
  const wallHour = (at: EpochMs) =>
    (nextSlot(plan(), at).cutoff % DAY_MS) - (nextSlot(plan(), at + DAY_MS).cutoff % DAY_MS);
  let day = now + 15 * DAY_MS;
  while (wallHour(day) === 0) day += DAY_MS;
  return day - 14 * DAY_MS;
}

/** What the schedule starts at the slot's instant, or as late as told. */
async function startSlot({ slot, cutoff }: SlotInstant, lateMs = 0): Promise<SlotOutcome> {
  await time.until(cutoff + lateMs);
  const outcome = (await host.engine.client.workflow.execute(SLOT_WORKFLOW, {
    workflowId: `slot-${slot}-${cutoff}`,
    taskQueue: FORECAST_QUEUE,
    args: [{ slot, source: 'simulated', symbols: [SYMBOL] }],
  })) as SlotOutcome;
  for (const _child of outcome.started) await time.releaseHold();
  return outcome;
}

const ended = (id: string) => host.engine.client.workflow.getHandle(id).result();
const idOf = ({ slot, cutoff }: SlotInstant) => releaseId(SYMBOL, cutoff, `${slot}-simulated`);

describe.skipIf(!launcher)('thirty days of slots across a daylight-saving change', () => {
  it('leave one row per slot: refused, late to start, or missed in an outage', async () => {
    answer = stale;
    await time.until(beforeTheChange(time.clock.now()));
    await declareCalendar(host.ports, { ...host.config, symbols: [SYMBOL] }, 'simulated');
    const begun = nextSlot(plan(), time.clock.now()).cutoff;
    const slots = slotInstants(plan(), begun, begun + 30 * DAY_MS);
    const offsets = new Set(slots.map(({ cutoff }) => cutoff % (DAY_MS / 2)));
    expect(offsets.size).toBe(2);

    const outage = slots.slice(20, 23);
    const late = slots[40];
    for (const instant of slots) {
      if (outage.includes(instant)) continue;
      const { started, missed } = await startSlot(instant, instant === late ? 11 * MINUTE_MS : 0);
      for (const id of started) await ended(id);
      expect(started).toEqual(instant === late ? [] : [idOf(instant)]);
      if (instant === slots[23]) expect(missed).toEqual(outage.map(idOf));
      else if (instant === slots[41]) expect(missed).toEqual([idOf(late)]);
      else expect(missed).toEqual([]);
    }

    const rows = await host.ports.stores.ledger.entries('simulated', { kind: 'release' });
    verifyChain(await host.ports.stores.ledger.entries('simulated'));
    const status = new Map(rows.map(({ key, body }) => [key, (JSON.parse(body) as { status: string }).status]));
    expect(rows).toHaveLength(slots.length);
    const expected = slots.map((instant) => [
      idOf(instant),
      instant === late || outage.includes(instant) ? 'missed' : 'fallback',
    ]);
    expect(Object.fromEntries(status)).toEqual(Object.fromEntries(expected));
  });
});

describe.skipIf(!launcher)('an exchange that stays away for a quarter of an hour', () => {
  it.each(['planned', 'manual'] as const)('is asked all that time by a %s release', async (stream) => {
    answer = away;
    await time.until(0);
    const begun = time.clock.now();
    const request = host.request({ stream, slot: stream, deadline: begun + 15 * MINUTE_MS });
    await startRelease(host.engine.client, request);
    await time.until(begun + 13 * MINUTE_MS);
    expect(await status(request)).toBe('running');
    await time.until(begun + 16 * MINUTE_MS);
    await ended(request.releaseId).catch((failure: unknown) => expect(failure).toBeInstanceOf(WorkflowFailedError));
    expect(await status(request)).toBe(stream === 'planned' ? 'missed' : null);
  });
});

async function status({ releaseId: id }: ReleaseRequest): Promise<string | null> {
  return (await host.ports.stores.releases.find(id))?.status ?? null;
}
