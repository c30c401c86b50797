import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  type ScheduleUpdateOptions,
} from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../apps/embedded/engine.ts';
import { desiredSchedules } from '../../apps/schedules/desired.ts';
import { reconcileSchedules } from '../../apps/schedules/reconcile.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { slotInstants } from '../../domain/market/slots.ts';
import { weeklyBoundary } from '../../domain/market/week.ts';
import { flowConfig } from '../fixtures/flow-host.ts';

const SLOTS = { slots: ['00:00', '12:00'], zone: 'Asia/Jerusalem', symbols: ['BTC/USDT', 'ETH/USDT'] };
const desired = desiredSchedules(SLOTS, 'simulated', null);

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-flow-'));
  engine = await openEngine(flowConfig(folder), () => undefined);
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(() => reconcile());

const reconcile = (wanted = desired) => reconcileSchedules(engine.client, wanted);
const noon = () => engine.client.schedule.getHandle('slot-1200');

/** What a schedule is, without what has become of it. */
async function declared() {
  const { spec, action, policies, state } = await noon().describe();
  const { priority: _, ...rest } = action as typeof action & { priority?: unknown };
  const { paused, note, remainingActions } = state;
  return { spec, action: rest, policies, state: { paused, note, remainingActions } };
}

describe('the schedules', () => {
  it('are one per slot, at its wall time in its zone, for every symbol', async () => {
    const { spec, action, policies } = await noon().describe();
    expect(spec.timezone).toBe('Asia/Jerusalem');
    expect(spec.calendars).toMatchObject([{ hour: [{ start: 12, end: 12 }], minute: [{ start: 0, end: 0 }] }]);
    expect(action.args).toEqual([{ slot: '1200', source: 'simulated', symbols: ['BTC/USDT', 'ETH/USDT'] }]);
    expect(policies).toMatchObject({ overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: 10 * 60_000 });
  });

  it.each([
    ['spring', '2027-03-21'],
    ['autumn', '2027-10-26'],
  ])('fire when the calendar of the ledger says, across the daylight-saving change in %s', async (_season, day) => {
    const from = new Date(day);
    await noon().update(
      (present) => ({ ...present, spec: { ...present.spec, startAt: from } }) as ScheduleUpdateOptions,
    );
    const { info } = await noon().describe();
    const expected = slotInstants({ ...SLOTS, slots: ['12:00'] }, from.getTime(), from.getTime() + 12 * DAY_MS);
    const instants = info.nextActionTimes.map((at) => at.getTime());
    expect(instants).toEqual(expected.slice(0, instants.length).map(({ cutoff }) => cutoff));
    expect(new Set(instants.map((at) => at % DAY_MS)).size).toBe(2);
  });

  it('let every symbol learn its week on Monday, shortly after 00:00 UTC, one after the other', async () => {
    const moments = await Promise.all(
      ['BTC-USDT', 'ETH-USDT'].map(async (name) => {
        const { action, info } = await engine.client.schedule.getHandle(`retrain-${name}`).describe();
        expect(action.args).toEqual([{ source: 'simulated', symbol: name.replace('-', '/') }]);
        return info.nextActionTimes.map((at) => at.getTime() - weeklyBoundary(at.getTime()));
      }),
    );
    expect(moments.map((each) => new Set(each))).toEqual([new Set([5 * MINUTE_MS]), new Set([6 * MINUTE_MS])]);
  });

  it('look every hour for outcomes that nobody waits for', async () => {
    const { action, info } = await engine.client.schedule.getHandle('sweep-outcomes').describe();
    expect(action.args).toEqual([{ source: 'simulated' }]);
    const moments = info.nextActionTimes.map((at) => at.getTime());
    expect(moments.map((at) => at % HOUR_MS)).toEqual(moments.map(() => 20 * MINUTE_MS));
    expect(moments[1] - moments[0]).toBe(HOUR_MS);
  });

  it('are left alone when they are as declared', async () => {
    expect((await reconcile()).map(({ change }) => change)).toEqual(desired.map(() => 'none'));
  });

  it('that are no longer declared are deleted; those of others stay', async () => {
    const { action, spec } = await noon().describe();
    await engine.client.schedule.create({ scheduleId: 'report-weekly', spec, action } as ScheduleOptions);
    await expect
      .poll(listed, { timeout: 30_000 })
      .toEqual([
        'publish',
        'report-weekly',
        'retrain-BTC-USDT',
        'retrain-ETH-USDT',
        'slot-0000',
        'slot-1200',
        'sweep-outcomes',
      ]);
    const [midnight] = desired;
    expect(await reconcile([midnight])).toContainEqual({ scheduleId: 'slot-1200', change: 'deleted', fields: [] });
    await expect(noon().describe()).rejects.toThrow(ScheduleNotFoundError);
    await expect.poll(listed, { timeout: 30_000 }).toEqual(['report-weekly', 'slot-0000']);
  });
});

async function listed(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { scheduleId } of engine.client.schedule.list()) ids.push(scheduleId);
  return ids.toSorted();
}

type Change = (present: ScheduleUpdateOptions) => unknown;

describe('a schedule that was changed on the server is made as declared again (INCIDENTS T13):', () => {
  it.each<[string, Change]>([
    ['its zone', ({ spec }) => ({ spec: { ...spec, timezone: 'UTC' } })],
    ['its hour', () => ({ spec: calendar({ hour: 13 }) })],
    ['its minute', () => ({ spec: calendar({ minute: 5 }) })],
    ['its second', () => ({ spec: calendar({ second: 30 }) })],
    ['its days of the week', () => ({ spec: calendar({ dayOfWeek: 'MONDAY' }) })],
    ['its days of the month', () => ({ spec: calendar({ dayOfMonth: 1 }) })],
    ['its months', () => ({ spec: calendar({ month: 'JUNE' }) })],
    [
      'a second time of day',
      ({ spec }) => ({ spec: { ...spec, calendars: [...calendar({}).calendars, { hour: 3 }] } }),
    ],
    ['an interval beside it', ({ spec }) => ({ spec: { ...spec, intervals: [{ every: '1 hour' }] } })],
    ['days left out', ({ spec }) => ({ spec: { ...spec, skip: [{ dayOfWeek: 'SATURDAY' }] } })],
    ['its first day', ({ spec }) => ({ spec: { ...spec, startAt: new Date('2099-01-01') } })],
    ['its last day', ({ spec }) => ({ spec: { ...spec, endAt: new Date('2030-01-01') } })],
    ['a random delay', ({ spec }) => ({ spec: { ...spec, jitter: '5 minutes' } })],
    ['its workflow', ({ action }) => ({ action: { ...action, workflowType: 'release' } })],
    ['its workflow id', ({ action }) => ({ action: { ...action, workflowId: 'another' } })],
    ['its task queue', ({ action }) => ({ action: { ...action, taskQueue: 'another' } })],
    [
      'its symbols',
      ({ action }) => ({ action: { ...action, args: [{ slot: '1200', source: 'simulated', symbols: [] }] } }),
    ],
    [
      'its source',
      ({ action }) => ({ action: { ...action, args: [{ slot: '1200', source: 'live', symbols: SLOTS.symbols }] } }),
    ],
    ['a time limit of its workflow', ({ action }) => ({ action: { ...action, workflowRunTimeout: '1 second' } })],
    ['its overlap policy', ({ policies }) => ({ policies: { ...policies, overlap: ScheduleOverlapPolicy.ALLOW_ALL } })],
    ['its catch-up window', ({ policies }) => ({ policies: { ...policies, catchupWindow: '365 days' } })],
    ['its pause on failure', ({ policies }) => ({ policies: { ...policies, pauseOnFailure: true } })],
    ['a pause', ({ state }) => ({ state: { ...state, paused: true } })],
    ['a limit of its runs', ({ state }) => ({ state: { ...state, remainingActions: 1 } })],
  ])('%s', async (_what, change) => {
    const before = await declared();
    await noon().update((present) => ({ ...present, ...(change(present) as object) }) as ScheduleUpdateOptions);
    expect(await declared()).not.toEqual(before);
    const changes = await reconcile();
    expect(changes.find(({ scheduleId }) => scheduleId === 'slot-1200')).toMatchObject({ change: 'updated' });
    expect(await declared()).toEqual(before);
  });
});

function calendar(change: object) {
  return { timezone: 'Asia/Jerusalem', calendars: [{ hour: 12, minute: 0, second: 0, ...change }] };
}
