import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlmanacError } from '../../../domain/errors.ts';
import { calendarFeatures } from '../../../domain/features/calendar-features.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';

function values(cutoff: number, slot = '1200', zone = 'UTC'): Record<string, number | null> {
  return Object.fromEntries(calendarFeatures(cutoff, slot, zone).map(({ name, value }) => [name, value]));
}

describe('the calendar features', () => {
  it('have exactly one hour bucket, one weekday and one slot, agreeing with the UTC date', () => {
    const hours = fc.integer({ min: Date.UTC(2017, 0, 1) / HOUR_MS, max: Date.UTC(2030, 0, 1) / HOUR_MS });
    fc.assert(
      fc.property(hours, (hour) => {
        const at = new Date(hour * HOUR_MS);
        const told = values(hour * HOUR_MS);
        const on = Object.keys(told).filter((name) => /^(hours|weekday|slot)_/.test(name) && told[name] === 1);
        const from = 6 * Math.floor(at.getUTCHours() / 6);
        const two = (n: number) => String(n).padStart(2, '0');
        const weekday = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][at.getUTCDay()];
        expect(on).toEqual([`hours_${two(from)}_${two(from + 5)}`, `weekday_${weekday}`, 'slot_1200']);
        expect(Math.atan2(told['hour_sin'] ?? 0, told['hour_cos'] ?? 0)).toBeCloseTo(
          Math.atan2(Math.sin((Math.PI * at.getUTCHours()) / 12), Math.cos((Math.PI * at.getUTCHours()) / 12)),
          9,
        );
      }),
    );
  });

  it('put Monday at the top of the week', () => {
    expect(values(Date.UTC(2023, 0, 2))).toMatchObject({ weekday_mon: 1, dow_sin: 0, dow_cos: 1 });
  });

  it('keep the UTC hour across daylight saving, while the local hour moves', () => {
    const winter = values(Date.UTC(2023, 2, 23, 10), '1200', 'Asia/Jerusalem');
    const summer = values(Date.UTC(2023, 2, 24, 10), '1200', 'Asia/Jerusalem');
    expect(summer['hour_sin']).toBe(winter['hour_sin']);
    expect(winter['local_hour_cos']).toBeCloseTo(-1, 12);
    expect(summer['local_hour_cos']).toBeCloseTo(Math.cos((2 * Math.PI * 13) / 24), 12);
  });

  it('know zones that are half an hour off', () => {
    expect(values(0, '1200', 'Asia/Kolkata')['local_hour_sin']).toBeCloseTo(Math.sin((2 * Math.PI * 5.5) / 24), 12);
  });

  it('know the slots, numbered ones included, and call any other one other', () => {
    const on = (slot: string) =>
      Object.entries(values(0, slot)).find(([name, value]) => name.startsWith('slot_') && value === 1)?.[0];
    expect(['0000', '1200', 'manual', 'manual-3', 'triggered', '0900'].map(on)).toEqual([
      'slot_0000',
      'slot_1200',
      'slot_manual',
      'slot_manual',
      'slot_triggered',
      'slot_other',
    ]);
  });

  it('refuse a zone that is none', () => {
    expect(() => calendarFeatures(0, '1200', 'Mars/Olympus')).toThrow(AlmanacError);
  });
});
