import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { checkSlotPlan, nextSlot, slotInstants } from '../../../domain/market/slots.ts';

const JERUSALEM = { zone: 'Asia/Jerusalem', slots: ['00:00', '12:00'] };
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const between = (plan: typeof JERUSALEM, from: string, to: string) =>
  slotInstants(plan, Date.parse(from), Date.parse(to)).map(({ slot, cutoff }) => `${slot} ${iso(cutoff)}`);

describe('slot instants', () => {
  it('follow Asia/Jerusalem into summer time: noon comes an hour earlier in UTC, and no slot is lost', () => {
    expect(between(JERUSALEM, '2026-03-26T00:00Z', '2026-03-28T12:00Z')).toEqual([
      '1200 2026-03-26T10:00',
      '0000 2026-03-26T22:00',
      '1200 2026-03-27T09:00',
      '0000 2026-03-27T21:00',
      '1200 2026-03-28T09:00',
    ]);
  });

  it('follow Asia/Jerusalem out of summer time: noon comes an hour later, and no slot comes twice', () => {
    expect(between(JERUSALEM, '2026-10-24T00:00Z', '2026-10-26T00:00Z')).toEqual([
      '1200 2026-10-24T09:00',
      '0000 2026-10-24T21:00',
      '1200 2026-10-25T10:00',
      '0000 2026-10-25T22:00',
    ]);
  });

  it('leave out a wall time that daylight saving skips and give one that occurs twice both its instants', () => {
    const plan = { zone: 'Europe/Berlin', slots: ['02:00'] };
    expect(between(plan, '2026-03-28T12:00Z', '2026-03-30T12:00Z')).toEqual(['0200 2026-03-30T00:00']);
    expect(between(plan, '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual([
      '0200 2026-10-25T00:00',
      '0200 2026-10-25T01:00',
    ]);
  });

  it('are two a day, 11 to 13 hours apart, in every year', () => {
    for (let year = 2020; year < 2030; year++) {
      const instants = slotInstants(JERUSALEM, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
      expect(instants).toHaveLength((2 * (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1))) / DAY_MS);
      const steps = instants.slice(1).map(({ cutoff }, i) => (cutoff - instants[i].cutoff) / HOUR_MS);
      expect(new Set(steps)).toEqual(new Set([11, 12, 13]));
    }
  });

  it('of two neighbouring spans are those of the whole span', () => {
    const moment = fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 0, max: 20 * DAY_MS }),
        fc.integer({ min: 0, max: 20 * DAY_MS }),
        (from, a, b) => {
          const parts = [
            ...slotInstants(JERUSALEM, from, from + a),
            ...slotInstants(JERUSALEM, from + a, from + a + b),
          ];
          expect(parts).toEqual(slotInstants(JERUSALEM, from, from + a + b));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('have a next one strictly after any moment', () => {
    const noon = Date.parse('2026-11-21T10:00Z');
    expect(iso(nextSlot(JERUSALEM, noon - 1).cutoff)).toBe('2026-11-21T10:00');
    expect(iso(nextSlot(JERUSALEM, noon).cutoff)).toBe('2026-11-21T22:00');
  });
});

describe('a slot plan', () => {
  it.each([
    ['an unknown zone', { zone: 'Mars/Olympus', slots: ['00:00'] }, /Mars\/Olympus/],
    ['a time that is none', { zone: 'UTC', slots: ['24:00'] }, /24:00/],
    ['no slot at all', { zone: 'UTC', slots: [] }, /SLOTS is empty/],
    ['a slot named twice', { zone: 'UTC', slots: ['12:00', '12:00'] }, /twice/],
    ['a slot between two bar closes', { zone: 'Asia/Kolkata', slots: ['12:00'] }, /not a whole UTC hour/],
  ])('with %s is refused', (_, plan, message) => {
    expect(() => checkSlotPlan(plan, 2026)).toThrow(message);
  });

  it('in Jerusalem at midnight and noon is accepted', () => {
    expect(() => checkSlotPlan(JERUSALEM, 2026)).not.toThrow();
  });
});
