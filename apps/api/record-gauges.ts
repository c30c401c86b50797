/** What the record and the engine say of themselves when Prometheus asks: true after a restart, and whoever made the releases. */
import { Gauge, type Registry } from 'prom-client';
import { type CalendarRule, COMMIT_WITHIN_MS, expectedSlots } from '../../domain/ledger/calendar.ts';
import { plannedReleaseId } from '../../domain/ledger/release-id.ts';
import { DAY_MS } from '../../domain/market/candles.ts';
import { nextSlot } from '../../domain/market/slots.ts';
import { PUBLICATION_STATES } from '../../domain/publication/life.ts';
import { healthOf, readinessOf } from './condition.ts';
import { keptFor } from './kept.ts';
import type { Surroundings } from './surroundings.ts';

/** A scrape more often than that gets the same answers. */
const KEPT_MS = 5_000;
const SLOTS_LOOKED_AT_MS = 2 * DAY_MS;
const COVERAGE_OF = 60;

interface Reading {
  readonly name: `almanac_${string}`;
  readonly help: string;
  readonly label: string | null;
  /** Values by label. */
  read(surroundings: Surroundings): Promise<readonly (readonly [label: string, value: number])[]>;
}

const READINGS: readonly Reading[] = [
  {
    name: 'almanac_up',
    help: '1 where a part of the installation answers: database, object-store, forecast-worker, execution-worker, schedules.',
    label: 'part',
    async read(surroundings) {
      const parts = [...(await healthOf(surroundings)), ...(await readinessOf(surroundings))];
      return parts.map(({ name, ok }) => [name, Number(ok)]);
    },
  },
  {
    name: 'almanac_newest_forecast_timestamp_seconds',
    help: 'Cutoff of the newest planned release that holds a forecast.',
    label: 'symbol',
    async read({ config, source, stores }) {
      const newest = await Promise.all(
        config.symbols.map((symbol) => stores.readers.newest({ source, symbol, streams: ['planned'] })),
      );
      return newest.flatMap((stored) =>
        stored ? [[stored.request.symbol, stored.request.cutoff / 1000] as const] : [],
      );
    },
  },
  {
    name: 'almanac_next_slot_timestamp_seconds',
    help: 'Cutoff of the next planned release.',
    label: null,
    read: async ({ config, clock }) => [['', nextSlot(config, clock.now()).cutoff / 1000]],
  },
  {
    name: 'almanac_slots_without_row',
    help: 'Slots of the past two days that the calendar asked for, that are due, and that have no ledger row.',
    label: null,
    read: async (surroundings) => [['', await slotsWithoutRow(surroundings)]],
  },
  {
    name: 'almanac_publications',
    help: 'Publications by state; unknown waits for a person.',
    label: 'state',
    async read({ stores }) {
      const counts = await stores.readers.publicationCounts();
      return PUBLICATION_STATES.map((state) => [state, counts.get(state) ?? 0]);
    },
  },
  {
    name: 'almanac_coverage80_ratio',
    help: `Share of the last ${COVERAGE_OF} settled planned forecasts whose 80 % range held.`,
    label: 'horizon',
    read: async ({ stores, source }) =>
      (await stores.readers.recentCoverage(source, COVERAGE_OF)).map(({ horizonHours, count, held }) => [
        `${horizonHours}h`,
        held / count,
      ]),
  },
  {
    name: 'almanac_coverage80_forecasts',
    help: 'How many forecasts that share is of.',
    label: 'horizon',
    read: async ({ stores, source }) =>
      (await stores.readers.recentCoverage(source, COVERAGE_OF)).map(({ horizonHours, count }) => [
        `${horizonHours}h`,
        count,
      ]),
  },
  {
    name: 'almanac_record_sequence',
    help: 'Entries of the public chain.',
    label: null,
    read: async ({ stores, source }) => [['', (await stores.ledger.head(source))?.sequence ?? 0]],
  },
];

/** A reading that fails shows nothing: absence is what alerts look for. */
export function registerRecordGauges(surroundings: Surroundings, registry: Registry): void {
  for (const { name, help, label, read } of READINGS) {
    const reading = keptFor(KEPT_MS, surroundings.clock, () => read(surroundings));
    new Gauge({
      ...{ name, help, labelNames: label === null ? [] : [label], registers: [registry] },
      async collect() {
        this.reset();
        if (label === null) this.remove();
        for (const [value, number] of await reading().catch(() => []))
          if (label === null) this.set(number);
          else this.set({ [label]: value }, number);
      },
    });
  }
}

async function slotsWithoutRow({ stores, source, clock }: Surroundings): Promise<number> {
  const now = clock.now();
  const calendar = await stores.ledger.entries(source, { kind: 'calendar' });
  const rules = calendar.map(({ body }) => JSON.parse(body) as CalendarRule);
  const due = expectedSlots(rules, now - COMMIT_WITHIN_MS).filter(({ cutoff }) => cutoff > now - SLOTS_LOOKED_AT_MS);
  const ids = due.map(({ symbol, cutoff, slot }) => plannedReleaseId(source, symbol, slot, cutoff));
  return ids.length - (await stores.readers.byKey(source, 'release', ids)).length;
}
