/**
 * From a point forecast and a σ to a distribution without assuming its shape: the errors a model made at past decisions,
 * each in units of its own σ, times σ now (Barone-Adesi, Giannopoulos & Vosper 1999, filtered historical simulation).
 */
import type { History } from '../market/history.ts';
import { gridQuantiles } from '../numeric/quantiles.ts';
import { sortedFast } from '../numeric/sort.ts';
import { moved, perHorizon, tooThin } from './answer.ts';
import type { NotEnough, QuantileForecast } from './model.ts';
import { errorsOf, originsAround } from './origins.ts';
import { logCloses } from './returns.ts';

/** A figure about the bars ahead, as it was known at the close of any past bar. */
export type KnownAt = (bar: number) => number;

/** What a model expects over one horizon: the log-return, and in what unit its errors are comparable (σ > 0). */
export interface Expectation {
  readonly move: KnownAt;
  readonly sigma: KnownAt;
}

/** A market that is expected to stay where it is. */
export const UNMOVED: KnownAt = () => 0;

/**
 * One distribution per horizon from errors of the decisions around this hour of the day, from `firstBar` on. An error
 * with a missing end, or without an expectation, is left out.
 */
export function simulate(
  history: History,
  firstBar: number,
  horizonsBars: readonly number[],
  expectation: (horizonBars: number) => Expectation,
): QuantileForecast[] | NotEnough {
  const origins = originsAround(history, firstBar);
  const logs = logCloses(history);
  return perHorizon(horizonsBars, (horizonBars) => {
    const { move, sigma } = expectation(horizonBars);
    const errors = errorsOf(origins, horizonBars, (origin) => {
      const bar = origins.bars[origin];
      return (logs[bar + horizonBars] - logs[bar] - move(bar)) / sigma(bar);
    });
    const thin = tooThin(errors, `past ${horizonBars}-bar returns around this hour of the day`);
    return thin ?? moved(gridQuantiles(sortedFast(errors)), move(origins.now), sigma(origins.now));
  });
}
