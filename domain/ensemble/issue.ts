/** From members' quantiles and a belief to the published distribution: the same steps in a release and in its rehearsal. */
import { isProven, leanOf, leans, NO_DIRECTION } from '../calibration/direction.ts';
import { stretched } from '../calibration/hour-of-day.ts';
import { recalibrate } from '../calibration/recalibration.ts';
import { tilt } from '../calibration/tilt.ts';
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { Regime } from '../regime/regime.ts';
import { averageQuantiles, normalised } from './average.ts';
import type { Belief } from './belief.ts';
import { carriersOf } from './carriers.ts';
import type { Recipe } from './recipe.ts';

export interface Issued {
  /** The weighted average of the members, shape (103). */
  readonly combined: Float64Array;
  /** The same stretched for the hour of the decision: what recalibration starts from. */
  readonly stretched: Float64Array;
  /** As published, shape (103). */
  readonly quantiles: Float64Array;
  readonly pUp: number;
  readonly directional: boolean;
  readonly directionProven: boolean;
  /** Shares of the members that answered, in their order. */
  readonly weights: readonly number[];
}

/**
 * `members`: at least one, ascending by model name. A member that the belief does not know gets no share. `moves`: the
 * moves up to the decision (`presentMoves`).
 */
export function issue(
  members: readonly { readonly model: string; readonly quantiles: ArrayLike<number> }[],
  belief: Belief | null,
  at: {
    readonly decision: EpochMs;
    readonly baseRate: number;
    readonly moves: ArrayLike<number>;
    /** Matters only to a belief whose shares differ by regime. */
    readonly regime?: Regime | undefined;
  },
  recipe: Pick<Recipe, 'core'>,
): Issued {
  const here = at.regime && belief?.byRegime?.[at.regime];
  const shareOf = new Map(belief?.members.map(({ model, weight }, i) => [model, here?.[i] ?? weight]));
  const carries = carriersOf(
    members.map(({ model }) => model),
    recipe,
  );
  const share = (model: string) => (belief ? (shareOf.get(model) ?? 0) : 1);
  const weights = normalised(members.map(({ model }) => (carries(model) ? share(model) : 0)));
  const combined = averageQuantiles(members.map(({ quantiles }, i) => ({ quantiles, weight: weights[i] })));
  const hourly = stretched(combined, belief?.hourScale[utcHour(at.decision)] ?? 1);
  const recalibrated = belief?.recalibration ? recalibrate(hourly, belief.recalibration) : hourly;
  const direction = belief?.direction ?? NO_DIRECTION;
  const directional = leans(direction);
  const leaned = at.baseRate + (directional ? direction.slope * leanOf(direction, at.moves, at.baseRate) : 0);
  const { quantiles, pUp } = tilt(recalibrated, leaned);
  return { combined, stretched: hourly, quantiles, pUp, directional, directionProven: isProven(direction), weights };
}

export function utcHour(at: EpochMs): number {
  return Math.floor(at / HOUR_MS) % 24;
}
