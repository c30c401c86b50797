/** From members' quantiles and a belief to the published distribution: the same steps in a release and in its rehearsal. */
import { leanedProbability } from '../calibration/direction.ts';
import { stretched } from '../calibration/hour-of-day.ts';
import { recalibrate } from '../calibration/recalibration.ts';
import { tilt } from '../calibration/tilt.ts';
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import { cdfAt } from '../numeric/distribution.ts';
import { averageQuantiles, normalised } from './average.ts';
import type { Belief } from './belief.ts';

export interface Issued {
  /** The weighted average of the members, shape (103). */
  readonly combined: Float64Array;
  /** The same stretched for the hour of the decision: what recalibration starts from. */
  readonly stretched: Float64Array;
  /** As published, shape (103). */
  readonly quantiles: Float64Array;
  readonly pUp: number;
  readonly directional: boolean;
  /** Probability of up by the recalibrated combination; what of it the record bears out. */
  readonly lean: number;
  readonly leaned: number;
  /** Shares of the members that answered, in their order. */
  readonly weights: readonly number[];
}

/** `members`: at least one, ascending by model name. A member that the belief does not know gets no share. */
export function issue(
  members: readonly { readonly model: string; readonly quantiles: ArrayLike<number> }[],
  belief: Belief | null,
  baseRate: number,
  decision: EpochMs,
): Issued {
  const shareOf = new Map(belief?.members.map(({ model, weight }) => [model, weight]));
  const weights = normalised(members.map(({ model }) => shareOf.get(model) ?? 0));
  const combined = averageQuantiles(members.map(({ quantiles }, i) => ({ quantiles, weight: weights[i] })));
  const hourly = stretched(combined, belief?.hourScale[utcHour(decision)] ?? 1);
  const recalibrated = belief?.recalibration ? recalibrate(hourly, belief.recalibration) : hourly;
  const lean = 1 - cdfAt(recalibrated, 0);
  const leaned = leanedProbability(lean, baseRate, belief?.direction.slope ?? 0);
  const directional = (belief?.direction.slope ?? 0) > 0 && (belief?.direction.logEvidence ?? 0) > 0;
  const { quantiles, pUp } = tilt(recalibrated, directional ? leaned : baseRate);
  return { combined, stretched: hourly, quantiles, pUp, directional, lean, leaned, weights };
}

export function utcHour(at: EpochMs): number {
  return Math.floor(at / HOUR_MS) % 24;
}
