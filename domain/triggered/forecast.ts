import { presentMoves } from '../calibration/past-moves.ts';
import { combine, type MemberAnswer } from '../ensemble/combine.ts';
import type { LearnedState } from '../ensemble/learned-state.ts';
import type { Recipe } from '../ensemble/recipe.ts';
import type { PublishedForecast } from '../ensemble/published.ts';
import { FIVE_MINUTES_MS, HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { triggeredBaselines } from './baselines.ts';

/**
 * What a triggered release publishes at the cutoff of five-minute bars, one forecast per horizon in the order asked:
 * members combined, calibrated and tilted as in a planned release, beside the baselines of METHODS §2 for this stream.
 * p_up starts from the base rate of all hours, as everywhere.
 *
 * `members`: the answers at a horizon of those that `modelsOn(FIVE_MINUTES_MS)` names. `learned`: by `learnFromTriggers` from their
 * answers at the `learnedTriggers` of the last weekly boundary (by `learn` from `learnedSteps`, at a moment without a trigger); null without a record. Throws
 * `data.too-little-history`.
 *
 * @example triggeredForecasts({ history, horizonsBars: [6, 12], members: (bars) => answersOver(bars), learned, recipe: RECIPE })
 */
export function triggeredForecasts(from: {
  readonly history: History;
  readonly horizonsBars: readonly number[];
  readonly members: (horizonBars: number) => readonly MemberAnswer[];
  readonly learned: LearnedState | null;
  readonly recipe: Recipe;
}): PublishedForecast[] {
  const { history, horizonsBars, learned, recipe } = from;
  const baselines = triggeredBaselines(history, horizonsBars);
  const moves = presentMoves(history);
  return horizonsBars.map((horizonBars, i) =>
    combine({
      cutoff: history.cutoff,
      horizonHours: (horizonBars * FIVE_MINUTES_MS) / HOUR_MS,
      members: from.members(horizonBars),
      baselines: baselines[i],
      learned: learned?.horizons.find((horizon) => horizon.horizonBars === horizonBars) ?? null,
      moves,
      recipe,
    }),
  );
}
