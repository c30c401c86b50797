/**
 * Past moments that stand for the present one. What a model got wrong at this hour of the day says more about what it
 * will get wrong now than all hours together: at 4 hours it is worth a point of skill on BTC (METHODS §1: "decision
 * hour" is the UTC hour with weights over ± 2 hours, so that any hour can be asked for).
 */
import { DAY_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { barsOfHour } from './hour-of-week.ts';

/** How often a past error counts, by how many hours of the day (rounded) it was issued apart: 0, 1, 2. */
const COUNTS = [3, 2, 1];
const HOURS_AROUND = COUNTS.length - 1;

/** Bars of a history, newest first, at whose close a past forecast might have been issued. */
export interface Origins {
  readonly bars: Int32Array;
  /** How often each counts, 1 … 3. */
  readonly counts: Uint8Array;
  /** The bar of the present decision: the last one. */
  readonly now: number;
}

/** The origins from `firstBar` on that lie within ± 2 hours of the decision's hour of the day. */
export function originsAround(history: History, firstBar: number): Origins {
  const now = history.length - 1;
  const hourBars = barsOfHour(history);
  const dayBars = DAY_MS / history.barMs;
  const around = HOURS_AROUND * hourBars;
  const most = (Math.floor(Math.max(0, now - firstBar) / dayBars) + 2) * (2 * around + 1);
  const bars = new Int32Array(most);
  const counts = new Uint8Array(most);
  let found = 0;
  for (let same = now; same + around >= firstBar; same -= dayBars) {
    for (let apart = around; apart >= -around; apart--) {
      const bar = same + apart;
      if (bar < firstBar || bar >= now) continue;
      bars[found] = bar;
      counts[found++] = COUNTS[Math.round(Math.abs(apart) / hourBars)];
    }
  }
  return { bars: bars.subarray(0, found), counts: counts.subarray(0, found), now };
}

/**
 * The errors of the origins that were resolved by now, each as often as it counts; those that are not finite are left
 * out. `errorOf` takes an index into the origins.
 */
export function errorsOf(origins: Origins, horizonBars: number, errorOf: (origin: number) => number): Float64Array {
  const { bars, counts, now } = origins;
  const errors = new Float64Array(COUNTS[0] * bars.length);
  let found = 0;
  for (let origin = 0; origin < bars.length; origin++) {
    if (bars[origin] + horizonBars > now) continue;
    const error = errorOf(origin);
    if (!Number.isFinite(error)) continue;
    for (let time = 0; time < counts[origin]; time++) errors[found++] = error;
  }
  return errors.subarray(0, found);
}
