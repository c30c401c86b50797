import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { Zone } from '../../../domain/market/zone.ts';

const NAMES = [
  'Asia/Jerusalem',
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Apia',
];
const ZONES = new Map(NAMES.map((name) => [name, new Zone(name)]));
const moment = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2035, 0, 1) });

it('the clocks of a zone show what Temporal says, and a wall time has the instants that Temporal gives it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), moment, (name, at) => {
      const zone = ZONES.get(name) as Zone;
      const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).toPlainDateTime();
      const wall = zone.wallTime(at);
      expect(new Date(wall).toISOString().slice(0, -1)).toBe(shown.toString({ smallestUnit: 'millisecond' }));
      expect(zone.instants(wall)).toContain(at);
      expect(zone.instants(wall)).toEqual(instantsByTemporal(shown, name));
    }),
    { numRuns: 150 },
  );
});

it('every half hour around the changes of a year is skipped, shown once or shown twice as Temporal has it', () => {
  const berlin = ZONES.get('Europe/Berlin') as Zone;
  for (const day of ['2026-03-29', '2026-10-25']) {
    for (let wall = Date.parse(day); wall < Date.parse(day) + 6 * HOUR_MS; wall += HOUR_MS / 2) {
      const shown = Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, -1));
      expect(berlin.instants(wall)).toEqual(instantsByTemporal(shown, 'Europe/Berlin'));
    }
  }
});

it('a name that is no zone is refused', () => {
  expect(() => new Zone('Mars/Olympus')).toThrow(RangeError);
});

function instantsByTemporal(shown: Temporal.PlainDateTime, zone: string): number[] {
  const found = (['earlier', 'later'] as const)
    .map((disambiguation) => shown.toZonedDateTime(zone, { disambiguation }))
    .filter((zoned) => zoned.toPlainDateTime().equals(shown));
  return [...new Set(found.map(({ epochMilliseconds }) => epochMilliseconds))];
}
