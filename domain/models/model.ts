import type { History } from '../market/history.ts';
import type { Rng } from '../numeric/random.ts';

/** Answer of a model that cannot work with what it was given; the release goes on without it and names it. */
export interface NotEnough {
  readonly notEnough: string;
}

/**
 * Forecast distribution for one horizon: quantiles of the log-return from the close at the cutoff to the close
 * `horizonBars` later, on the grid LEVELS; shape (103), non-decreasing, finite.
 */
export interface QuantileForecast {
  readonly horizonBars: number;
  readonly quantiles: Float64Array;
}

/**
 * Most bars that a model may look at: what is left of the 17,352 that a release learns from at the oldest Monday of its
 * rehearsal, 27 weeks before. A member that looked further back would say something else in a rehearsal than it said
 * then, and something else in an evaluation than in a release.
 */
export const MOST_BARS = 12_816;

/**
 * Core members carry the forecast. Reserve ones are there to be compared with, and step in when fewer than two of the core
 * answer (ADR 12).
 */
export type Role = 'core' | 'reserve';

/**
 * One forecasting model. Pure and synchronous: the same history, parameters and generator give the same bytes, and
 * nothing after `history.cutoff` can be seen because it is not there.
 *
 * Parameters are estimated at weekly boundaries and the state is filtered at every decision (METHODS §12), so the
 * work is split: `estimate` may be slow, `forecast` must not be (about a millisecond).
 */
export interface Model<Parameters = unknown> {
  readonly name: string;
  /** Changes whenever the same input would give other numbers. */
  readonly version: string;
  /** Fewest bars of history with which it answers (missing bars included). */
  readonly minBars: number;
  readonly role: Role;
  /**
   * Lengths of the bars it works on; hours alone where nothing is said. Its windows are counted in bars (what is a year of
   * hours is a month of five minutes), only the hour of the day and of the week are the clock's.
   */
  readonly barsMs?: readonly number[];
  /** It looks at no more than this many most recent bars, in `estimate` and in `forecast`. */
  readonly maxBars: number;
  /** Parameters from history; plain JSON (numbers, strings, arrays, objects), so that they can be stored and replayed. */
  estimate(history: History, rng: Rng): Parameters | NotEnough;
  /** One forecast per horizon, in the order asked. */
  forecast(
    history: History,
    parameters: Parameters,
    horizonsBars: readonly number[],
    rng: Rng,
  ): QuantileForecast[] | NotEnough;
}

export function isNotEnough(answer: unknown): answer is NotEnough {
  return typeof answer === 'object' && answer !== null && 'notEnough' in answer;
}
