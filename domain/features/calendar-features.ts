/** F042: what the calendar says at the cutoff. Hours and weekdays are UTC, as the bars are; only `local_hour_*` is not. */
import { Temporal } from '@js-temporal/polyfill';
import { AlmanacError } from '../errors.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { Feature } from './feature.ts';
import { feature } from './reading.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const HOUR_BUCKETS = ['00_05', '06_11', '12_17', '18_23'] as const;
const SLOTS = ['0000', '1200', 'manual', 'triggered'] as const;
/** 1970-01-05, a Monday. */
const FIRST_MONDAY: EpochMs = 4 * DAY_MS;

/**
 * Every F042 feature at `cutoff`, in a fixed order. `slot` is the slot's name in release ids (`1200`, `manual-2`, …); a
 * planned slot at another hour is `slot_other`. Throws `config.invalid` for an unknown IANA zone.
 */
export function calendarFeatures(cutoff: EpochMs, slot: string, zone: string): Feature[] {
  const hour = (cutoff % DAY_MS) / HOUR_MS;
  const day = Math.floor((cutoff - FIRST_MONDAY) / DAY_MS) % WEEKDAYS.length;
  const kind = slot.replace(/-\d+$/, '');
  const known = (SLOTS as readonly string[]).includes(kind);
  const values: readonly (readonly [string, number])[] = [
    ...onCircle('hour', hour, 24),
    ...onCircle('dow', day, WEEKDAYS.length),
    ...HOUR_BUCKETS.map((bucket, k) => [`hours_${bucket}`, flag(Math.floor(hour / 6) === k)] as const),
    ...WEEKDAYS.map((name, k) => [`weekday_${name}`, flag(day === k)] as const),
    ...SLOTS.map((name) => [`slot_${name}`, flag(kind === name)] as const),
    ['slot_other', flag(!known)],
    ...onCircle('local_hour', localHour(cutoff, zone), 24),
  ];
  return values.map(([name, value]) => feature(name, 'calendar', value, `${cutoff} is not a moment`));
}

function flag(holds: boolean): number {
  return holds ? 1 : 0;
}

function onCircle(name: string, value: number, period: number): [string, number][] {
  const angle = (2 * Math.PI * value) / period;
  return [
    [`${name}_sin`, Math.sin(angle)],
    [`${name}_cos`, Math.cos(angle)],
  ];
}

function localHour(cutoff: EpochMs, zone: string): number {
  try {
    const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(cutoff).toZonedDateTimeISO(zone);
    return hour + minute / 60;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const message = `ZONE: "${zone}" is not a known IANA time zone; write e.g. Asia/Jerusalem or UTC.`;
    throw new AlmanacError('config.invalid', message, { zone }, { cause });
  }
}
