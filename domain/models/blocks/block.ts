import type { EpochMs } from '../../market/candles.ts';
import type { Series } from './series.ts';

/** Optional regressors of the width from one outside series. */
export interface Block {
  readonly name: string;
  /** How many regressors it adds. */
  readonly count: number;
  /** What it says at a moment, written from `at` on: numbers of about 1, 0 for what is usual or not known. */
  write(now: EpochMs, row: Float64Array, at: number): void;
}

/** What is looked at in a series, each from what was known at `now`; NaN where that is not known. */
export type Reading = (now: EpochMs) => number;

/** A block of readings; one that is not finite says what is usual. */
export function blockOf({ name }: Series, readings: readonly Reading[]): Block {
  return {
    name,
    count: readings.length,
    write(now, row, at) {
      readings.forEach((reading, i) => {
        const value = reading(now);
        row[at + i] = Number.isFinite(value) ? value : 0;
      });
    },
  };
}
