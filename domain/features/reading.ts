/** A number, or the reason why there is none: the only two things a feature can be. */
import type { Bars } from '../indicators/indicator.ts';
import type { EpochMs } from '../market/candles.ts';
import { momentText } from '../market/moments.ts';
import type { Feature } from './feature.ts';

/** The value where it is finite, else null with the reason. */
export function feature(name: string, family: Feature['family'], value: number, reason: string): Feature {
  return Number.isFinite(value) ? { name, family, value, reason: null } : { name, family, value: null, reason };
}

/** The bars that the venue has, closed up: what stands beside a gap follows it directly. */
export interface PresentBars extends Bars {
  readonly length: number;
  /** Null when the last bar is there, else the reason why nothing can be said as of the cutoff. */
  readonly lastMissing: string | null;
}

/** `bars` on a regular grid, of which the last closes at `cutoff`. */
export function presentBars(bars: Bars, cutoff: EpochMs): PresentBars {
  const rows: number[] = [];
  for (let i = 0; i < bars.close.length; i++) if (Number.isFinite(bars.close[i])) rows.push(i);
  const complete = rows.length === bars.close.length;
  const column = (values: Float64Array) => (complete ? values : Float64Array.from(rows, (i) => values[i]));
  const lastPresent = rows.length > 0 && rows[rows.length - 1] === bars.close.length - 1;
  return {
    length: rows.length,
    lastMissing: lastPresent ? null : `the bar closing at ${momentText(cutoff)} is missing`,
    open: column(bars.open),
    high: column(bars.high),
    low: column(bars.low),
    close: column(bars.close),
    volume: column(bars.volume),
  };
}

/** The last `count` bars, without copying; all of them when there are fewer. */
export function lastBars(bars: Bars, count: number): Bars {
  const tail = (values: Float64Array) => values.subarray(Math.max(0, values.length - count));
  return {
    open: tail(bars.open),
    high: tail(bars.high),
    low: tail(bars.low),
    close: tail(bars.close),
    volume: tail(bars.volume),
  };
}

/** Why a value over at least `needed` bars is not there; `present` bars are. */
export function whyNot(needed: number, present: number): string {
  return present < needed
    ? `needs ${needed} bars, ${present} are present`
    : 'not defined: nothing moved, or nothing was traded, in its window';
}
