import type { CalendarRule } from '../../ledger/calendar.ts';
import { Zone } from '../../market/zone.ts';
import { type Members, numbersOf, textsOf } from './members.ts';

/** The rule that an entry of kind `calendar` sets, or what is wrong with it. */
export function readCalendar(body: Members): CalendarRule | string {
  const { effectiveFrom, zone } = body;
  const symbols = textsOf(body.symbols);
  const slots = textsOf(body.slots);
  const horizonsHours = numbersOf(body.horizonsHours);
  if (!Number.isSafeInteger(effectiveFrom)) return 'effectiveFrom is not a moment';
  if (!symbols?.every((symbol) => /^[A-Z0-9]{1,15}\/[A-Z0-9]{1,15}$/.test(symbol))) return 'symbols are not symbols';
  if (!slots?.every((slot) => /^([01]\d|2[0-3]):[0-5]\d$/.test(slot))) return 'slots are not times of day';
  if (!horizonsHours?.every((hours) => hours > 0)) return 'horizonsHours are not hours';
  if (typeof zone !== 'string' || !isZone(zone)) return `${String(zone)} is no time zone`;
  return {
    effectiveFrom: effectiveFrom as number,
    symbols,
    slots,
    horizonsHours,
    zone,
    baselines: 'baseline-v1',
    scoring: 1,
  };
}

function isZone(name: string): boolean {
  try {
    return new Zone(name).wallTime(0) !== Number.POSITIVE_INFINITY;
  } catch (failure) {
    if (failure instanceof RangeError) return false;
    throw failure;
  }
}
