import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from './candles.ts';

/** A moment for messages: `2020-06-28T02:00Z`, seconds only where they matter; the bare number where it is no date. */
export function momentText(at: EpochMs): string {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return String(at);
  const iso = new Date(at).toISOString();
  return at % MINUTE_MS === 0 ? `${iso.slice(0, -8)}Z` : iso;
}

/** The UTC day of a moment: `2020-06-28`. Throws RangeError for what is no date. */
export function dayText(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A duration for messages: `1h`, `5m`, `90s`; whole units only, else milliseconds. */
export function durationText(ms: number): string {
  for (const [unit, unitMs] of [
    ['d', DAY_MS],
    ['h', HOUR_MS],
    ['m', MINUTE_MS],
    ['s', 1000],
  ] as const) {
    if (ms !== 0 && ms % unitMs === 0) return `${ms / unitMs}${unit}`;
  }
  return `${Math.round(ms)}ms`;
}
