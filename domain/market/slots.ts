import { AlmanacError } from '../errors.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from './candles.ts';
import { Zone } from './zone.ts';

/** The planned slots: local wall times in one IANA zone. */
export interface SlotPlan {
  readonly zone: string;
  /** `HH:MM`, ascending. */
  readonly slots: readonly string[];
}

export interface SlotInstant {
  /** `0000`, `1200`: the slot's name in release ids. */
  readonly slot: string;
  readonly cutoff: EpochMs;
}

/** `12:00` → `1200`. */
export function slotName(slot: string): string {
  return slot.replace(':', '');
}

/**
 * Every planned slot instant in [from, to), ascending. A wall time that daylight saving skips has no instant that day;
 * one that occurs twice has two. This is what Temporal's schedule calendars do as well.
 *
 * @example slotInstants({ zone: 'Asia/Jerusalem', slots: ['00:00', '12:00'] }, from, to)
 */
export function slotInstants(plan: SlotPlan, from: EpochMs, to: EpochMs): SlotInstant[] {
  const zone = new Zone(plan.zone);
  const instants: SlotInstant[] = [];
  const lastDay = zone.day(to);
  for (let day = zone.day(from); day <= lastDay; day += DAY_MS) {
    for (const slot of plan.slots) {
      for (const cutoff of zone.instants(day + timeOfDay(slot))) {
        if (cutoff >= from && cutoff < to) instants.push({ slot: slotName(slot), cutoff });
      }
    }
  }
  return instants.sort((a, b) => a.cutoff - b.cutoff);
}

/** The first slot instant strictly after a moment. */
export function nextSlot(plan: SlotPlan, after: EpochMs): SlotInstant {
  return slotInstants(plan, after + 1, after + 4 * 24 * HOUR_MS)[0];
}

/** `12:00` → milliseconds since midnight. */
function timeOfDay(slot: string): number {
  const [hours, minutes] = slot.split(':').map(Number);
  return hours * HOUR_MS + minutes * MINUTE_MS;
}

/**
 * Refuses a plan whose slots do not fall on whole UTC hours (the base bars close there), an unknown zone, a wall time
 * that is none, a doubled slot. Checked on one day of each month of the given year: the offsets that are not
 * whole hours from each other (Lord Howe's summer) last half a year, and every command waits for this.
 */
export function checkSlotPlan(plan: SlotPlan, year: number): void {
  if (plan.slots.length === 0)
    throw new AlmanacError('config.invalid', 'SLOTS is empty; name at least one, e.g. 00:00,12:00.');
  for (const slot of plan.slots) {
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(slot)) {
      throw new AlmanacError(
        'config.invalid',
        `SLOTS: "${slot}" is not a time of day; write HH:MM, e.g. 00:00,12:00.`,
        { slot },
      );
    }
  }
  if (new Set(plan.slots).size !== plan.slots.length) {
    throw new AlmanacError('config.invalid', `SLOTS: ${plan.slots.join(',')} names a time twice; name each once.`);
  }
  for (const { cutoff, slot } of planOf(plan, year)) {
    if (cutoff % HOUR_MS !== 0) {
      throw new AlmanacError(
        'config.invalid',
        `SLOTS: ${slot} in ${plan.zone} is ${new Date(cutoff).toISOString()}, not a whole UTC hour, and hourly bars close on whole hours; move the slot.`,
        { slot, zone: plan.zone },
      );
    }
  }
}

function planOf(plan: SlotPlan, year: number): SlotInstant[] {
  try {
    return monthsOf(year).flatMap((day) => slotInstants(plan, day, day + 24 * HOUR_MS));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AlmanacError(
      'config.invalid',
      `ZONE: "${plan.zone}" is not a known IANA time zone; write e.g. Asia/Jerusalem or UTC.`,
      { zone: plan.zone },
      { cause },
    );
  }
}

function monthsOf(year: number): EpochMs[] {
  return Array.from({ length: 12 }, (_, month) => Date.UTC(year, month, 1));
}
