import { DAY_MS, type EpochMs } from './candles.ts';

/**
 * A wall time as milliseconds: what `Date.UTC` would say if the zone's clocks showed UTC. Whole days of it are the
 * zone's calendar days, whatever daylight saving does.
 */
export type WallMs = number;

const SECOND_MS = 1_000;

/** The clocks of one IANA zone, by the rules that JavaScript's own `Intl` carries. */
export class Zone {
  readonly #parts: Intl.DateTimeFormat;

  /** @throws RangeError for a name that is no zone */
  constructor(name: string) {
    this.#parts = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  wallTime(at: EpochMs): WallMs {
    const { year, month, day, hour, minute, second } = Object.fromEntries(
      this.#parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    return Date.UTC(year, month - 1, day, hour, minute, second) + (at - Math.floor(at / SECOND_MS) * SECOND_MS);
  }

  /** The wall time at the start of the calendar day of a moment. */
  day(at: EpochMs): WallMs {
    return Math.floor(this.wallTime(at) / DAY_MS) * DAY_MS;
  }

  /** When the clocks show a wall time, ascending: never where daylight saving skips it, twice where it comes again. */
  instants(wall: WallMs): EpochMs[] {
    const candidates = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - (this.wallTime(near) - near));
    return [...new Set(candidates)].filter((at) => this.wallTime(at) === wall).sort((a, b) => a - b);
  }
}
