/** Numbers from outside the candles, and the only way to look at them: as they were known at a moment. */
import type { EpochMs } from '../../market/candles.ts';
import { firstAbove } from '../../numeric/ordered-search.ts';
import { SpanMeans } from '../calmed-variances.ts';

/** Columns of equal length. Both times ascend: what is about a later moment does not become known earlier. */
export interface Series {
  readonly name: string;
  /** The moment that a value is about. */
  readonly at: Float64Array;
  /** The first moment at which it was known, publication lag included; before `at` for what is announced. */
  readonly availableAt: Float64Array;
  readonly values: Float64Array;
}

/**
 * A series as somebody at a moment knows it: a value whose `availableAt` lies after that moment cannot be asked for.
 *
 * @example new KnownSeries(funding).latest(cutoff, 2 * DAY_MS)
 */
export class KnownSeries {
  readonly #series: Series;
  readonly #means: SpanMeans;

  constructor(series: Series) {
    this.#series = series;
    this.#means = new SpanMeans(series.values);
  }

  /** The newest value known at `now`; NaN where there is none, or where it is about a moment `freshMs` ago or longer. */
  latest(now: EpochMs, freshMs: number): number {
    const last = this.#known(now) - 1;
    return last >= 0 && this.#series.at[last] > now - freshMs ? this.#series.values[last] : Number.NaN;
  }

  /** Mean of the values known at `now` that are about a moment after `now` − `spanMs`; NaN where there is none. */
  mean(now: EpochMs, spanMs: number): number {
    const to = this.#known(now);
    const from = firstAbove(this.#series.at, now - spanMs);
    return from < to ? this.#means.mean(from, to) : Number.NaN;
  }

  /** Values known at `now` that are about a moment in (`now` + `fromMs`, `now` + `toMs`]. */
  count(now: EpochMs, fromMs: number, toMs: number): number {
    const to = Math.min(this.#known(now), firstAbove(this.#series.at, now + toMs));
    return Math.max(0, to - firstAbove(this.#series.at, now + fromMs));
  }

  #known(now: EpochMs): number {
    return firstAbove(this.#series.availableAt, now);
  }
}
