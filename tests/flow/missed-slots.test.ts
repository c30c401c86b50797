import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitRelease } from '../../activities/commit.ts';
import { recordMissedSlots } from '../../activities/missed.ts';
import { planSlotReleases, type ReleasePlan } from '../../activities/plan.ts';
import type { Database, Ports } from '../../activities/ports.ts';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { createStores } from '../../adapters/postgres/stores.ts';
import { readConfig } from '../../apps/config/config.ts';
import { declareCalendar } from '../../apps/operations/calendar.ts';
import { verifyChain } from '../../domain/ledger/chain.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/market/candles.ts';
import { type SlotInstant, slotInstants } from '../../domain/market/slots.ts';
import { openMemoryDatabase } from '../fixtures/embedded-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));
const SYMBOLS = ['BTC/USDT', 'ETH/USDT'];

let database: Database;
beforeAll(async () => {
  database = await openMemoryDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** An installation that runs from a moment on, under a clock of its own. */
async function installed(at: string, slots: string, symbols = SYMBOLS) {
  await database.execute('drop schema public cascade; create schema public');
  await migrate(database, MIGRATIONS);
  let now = Date.parse(at);
  const begun = now;
  const ports = { clock: { now: () => now }, stores: createStores(database), publishers: [] } as unknown as Ports;
  const { config } = readConfig({ SYMBOLS: symbols.join(','), SLOTS: slots }, 2026);
  const plan: ReleasePlan = { ...config, seed: '1', codeVersion: 'missed' };
  await declareCalendar(ports, config, 'live');
  return {
    ports,
    config,
    /** The slots in the days from the beginning on. */
    slots: (days: number) => slotInstants(config, begun, begun + days * 24 * HOUR_MS),
    until: (moment: EpochMs) => {
      now = moment;
    },
    begin: async ({ slot, cutoff }: SlotInstant) => {
      const requests = planSlotReleases(plan, { slot, source: 'live', symbols }, cutoff, now);
      for (const request of requests) await ports.stores.releases.begin(request);
      return requests;
    },
    /** A slot whose releases were made two minutes after it. */
    async run(instant: SlotInstant): Promise<void> {
      now = instant.cutoff + 2 * MINUTE_MS;
      for (const request of await this.begin(instant)) await commitRelease(ports, request, [], null);
    },
    record: () => recordMissedSlots(ports, plan, 'live'),
    async rows() {
      const entries = await ports.stores.ledger.entries('live', { kind: 'release' });
      verifyChain(await ports.stores.ledger.entries('live'));
      const bodies = entries.map(({ body }) => JSON.parse(body) as { symbol: string; cutoff: string; status: string });
      return bodies.map(({ symbol, cutoff, status }) => `${cutoff.slice(0, 16)} ${symbol} ${status}`).toSorted();
    },
  };
}

const rowsOf = (instants: readonly SlotInstant[], status: string) =>
  instants.flatMap(({ cutoff }) =>
    SYMBOLS.map((symbol) => `${new Date(cutoff).toISOString().slice(0, 16)} ${symbol} ${status}`),
  );

describe.each([
  ['an ordinary week', '2026-07-13T06:00Z', '00:00,12:00'],
  ['the week in which the clocks go forward', '2026-03-25T06:00Z', '00:00,12:00'],
  ['the night in which an hour is skipped', '2026-03-25T06:00Z', '00:00,02:00,12:00'],
  ['the week in which the clocks go back', '2026-10-23T06:00Z', '00:00,12:00'],
  ['the night in which an hour occurs twice', '2026-10-23T06:00Z', '00:00,01:00,12:00'],
])('three days with an outage over three slots, in %s', (_week, begin, slotsOfDay) => {
  it('leave a missed row for exactly the slots that did not run', async () => {
    const here = await installed(begin, slotsOfDay);
    const slots = here.slots(3);
    const away = slots.slice(2, 5);
    for (const instant of slots) if (!away.includes(instant)) await here.run(instant);
    here.until(slots[slots.length - 1].cutoff + 2 * HOUR_MS);
    expect(await here.record()).toHaveLength(away.length * SYMBOLS.length);
    const ran = slots.filter((instant) => !away.includes(instant));
    expect(await here.rows()).toEqual([...rowsOf(ran, 'published'), ...rowsOf(away, 'missed')].toSorted());
  });
});

it('a wall time that is skipped has no row, one that occurs twice has two', async () => {
  const skipped = await installed('2026-03-26T22:30Z', '02:00', ['BTC/USDT']);
  skipped.until(Date.parse('2026-03-28T22:00Z'));
  expect(await skipped.record()).toEqual(['BTC-USDT_20260327T2300Z_0200']);
  const twice = await installed('2026-10-24T20:30Z', '01:00', ['BTC/USDT']);
  twice.until(Date.parse('2026-10-25T12:00Z'));
  expect(await twice.record()).toEqual(['BTC-USDT_20261024T2200Z_0100', 'BTC-USDT_20261024T2300Z_0100']);
});

describe('recording what was missed', () => {
  it('again, or twice at once, adds nothing', async () => {
    const here = await installed('2026-07-13T06:00Z', '00:00,12:00');
    here.until(Date.parse('2026-07-15T20:00Z'));
    await Promise.all([here.record(), here.record()]);
    const rows = await here.rows();
    expect(await here.record()).toEqual([]);
    expect(await here.rows()).toEqual(rows);
    expect(rows).toEqual(rowsOf(here.slots(2.5), 'missed').toSorted());
  });

  it('waits for the deadline of a slot', async () => {
    const here = await installed('2026-07-13T06:00Z', '12:00');
    const [{ cutoff }] = here.slots(1);
    here.until(cutoff + 15 * MINUTE_MS);
    expect(await here.record()).toEqual([]);
    here.until(cutoff + 15 * MINUTE_MS + 1);
    expect(await here.record()).toHaveLength(SYMBOLS.length);
  });

  it('leaves a release that is still running an hour to write its own row', async () => {
    const here = await installed('2026-07-13T06:00Z', '12:00', ['BTC/USDT']);
    const [instant] = here.slots(1);
    here.until(instant.cutoff);
    await here.begin(instant);
    here.until(instant.cutoff + 75 * MINUTE_MS);
    expect(await here.record()).toEqual([]);
    here.until(instant.cutoff + 75 * MINUTE_MS + 1);
    expect(await here.record()).toHaveLength(1);
  });

  it('knows no slot before the calendar began, and a symbol only from when it was added', async () => {
    const here = await installed('2026-07-13T10:00Z', '12:00', ['BTC/USDT']);
    here.until(Date.parse('2026-07-14T12:00Z'));
    await declareCalendar(here.ports, { ...here.config, symbols: SYMBOLS }, 'live');
    here.until(Date.parse('2026-07-15T20:00Z'));
    await here.record();
    expect(await here.rows()).toEqual([
      '2026-07-14T09:00 BTC/USDT missed',
      '2026-07-15T09:00 BTC/USDT missed',
      '2026-07-15T09:00 ETH/USDT missed',
    ]);
  });
});
