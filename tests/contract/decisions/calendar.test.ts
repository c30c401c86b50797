/** DESIGN §10, the calendar: begun and changed by `npm start` alone; who makes one release touches neither it nor the schedules. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { declareCalendar } from '../../../apps/operations/calendar.ts';
import { makeRelease } from '../../../apps/operations/release.ts';
import type { CalendarRule } from '../../../domain/ledger/calendar.ts';
import { canonicalText } from '../../../domain/ledger/canonical.ts';
import { WEEK_MS } from '../../../domain/market/week.ts';
import { CUTOFF, type FlowHost, openFlowHost } from '../../fixtures/flow-host.ts';

let host: FlowHost;

beforeAll(async () => {
  host = await openFlowHost();
});
afterAll(() => host[Symbol.asyncDispose]());

const kinds = async () => (await host.ports.stores.ledger.entries('recorded')).map(({ kind }) => kind);
const rules = async () => await host.ports.stores.ledger.entries('live', { kind: 'calendar' });

it('a release by hand leaves its own row: no calendar, no schedule, no row of a missed slot', async () => {
  const { ports, plan, engine } = host;
  await calendarOfLastWeek();
  const given = { slot: 'manual', candles: host.request().candleFiles, asOf: new Date(CUTOFF).toISOString() };
  const installation = { ports, plan, symbols: ['BTC/USDT'], client: engine.client };

  await makeRelease(installation, given, () => undefined, new AbortController().signal);

  expect(await kinds()).toEqual(['release']);
  expect(await rules()).toEqual([]);
  expect((await ports.stores.ledger.entries('simulated')).map(({ kind }) => kind)).toEqual(['calendar']);
  const schedules: string[] = [];
  for await (const { scheduleId } of engine.client.schedule.list()) schedules.push(scheduleId);
  expect(schedules).toEqual([]);
});

/** Since a week somebody owes two releases a day. */
async function calendarOfLastWeek(): Promise<void> {
  const { slots, zone, horizonsHours } = host.config;
  const effectiveFrom = host.ports.clock.now() - WEEK_MS;
  const rule: CalendarRule = {
    ...{ effectiveFrom, slots, zone, horizonsHours },
    symbols: ['BTC/USDT'],
    baselines: 'baseline-v1',
    scoring: 1,
  };
  const entry = {
    source: 'simulated',
    kind: 'calendar',
    schema: 1,
    key: 'last-week',
    body: canonicalText(rule),
  } as const;
  await host.ports.stores.ledger.append(entry, effectiveFrom);
}

it('a start writes the calendar once, and again only when symbols or slots have changed', async () => {
  const declare = async (change: object = {}) =>
    await declareCalendar(host.ports, { ...host.config, ...change }, 'live');
  expect([(await declare()).changed, (await declare()).changed]).toEqual([true, false]);
  expect((await declare({ symbols: ['SOL/USDT'] })).changed).toBe(true);
  expect((await declare({ symbols: ['SOL/USDT'], slots: ['06:00'] })).changed).toBe(true);
  expect((await rules()).map(({ body }) => (JSON.parse(body) as { slots: string[]; symbols: string[] }).slots)).toEqual(
    [host.config.slots, host.config.slots, ['06:00']],
  );
});
