/** Moments as people write them, always with their zone. */
import { Temporal } from '@js-temporal/polyfill';
import type { EpochMs } from '../market/candles.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Thu 1 Jun 2023 15:00 Asia/Jerusalem`. The zone is an IANA name; `UTC` is one. */
export function formatMoment(at: EpochMs, zone: string): string {
  return `${formatDay(at, zone)} ${formatClock(at, zone)} ${zone}`;
}

/** `Thu 1 Jun 2023` */
function formatDay(at: EpochMs, zone: string): string {
  const { dayOfWeek, day, month, year } = local(at, zone);
  return `${DAYS[dayOfWeek - 1]} ${day} ${MONTHS[month - 1]} ${year}`;
}

/** `Thu 1 Jun` */
export function formatShortDay(at: EpochMs, zone: string): string {
  return `${DAYS[local(at, zone).dayOfWeek - 1]} ${formatDayOfMonth(at, zone)}`;
}

/** `1 Jun` */
export function formatDayOfMonth(at: EpochMs, zone: string): string {
  const { day, month } = local(at, zone);
  return `${day} ${MONTHS[month - 1]}`;
}

/** `15:00` */
export function formatClock(at: EpochMs, zone: string): string {
  const { hour, minute } = local(at, zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `2023-06-01 15:00`: for tables. */
export function formatStamp(at: EpochMs, zone: string): string {
  return `${local(at, zone).toPlainDate().toString()} ${formatClock(at, zone)}`;
}

function local(at: EpochMs, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
