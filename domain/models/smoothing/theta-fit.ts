/**
 * The theta method without a season. Its forecast is simple exponential smoothing with a drift of (1 − 1/θ) times the
 * slope of the straight line through the series (Hyndman & Billah 2003, Unmasking the Theta method, §2; for any θ
 * Fiorucci et al. 2016, Models for optimising the theta method, §3.1), so smoothing with that drift is what is fitted.
 */
import { minimise } from '../nelder-mead.ts';
import { smooth, type SmoothingWeights, startOf } from './exponential-smoothing.ts';
import { rollingSlopes } from './rolling-slope.ts';
import { ALPHA, between, meanStep, type Range } from './search-units.ts';
import { plainYardstick, smoothingLoss, type Yardstick } from './smoothing-loss.ts';

export interface ThetaFit {
  readonly alpha: number;
  /** 1 − 1/θ: the share of the line's slope that is the drift; ½ for θ = 2, 0 for simple smoothing. */
  readonly share: number;
  /** Slope of the straight line through the series, a step. */
  readonly slope: number;
  readonly startLevel: number;
}

/** θ = 2. */
export const STANDARD_SHARE = 0.5;
/** θ from 1 to infinity. */
const SHARE: Range = { low: 0, high: 1 };

/** θ = 2 (Assimakopoulos & Nikolopoulos 2000). `values`: at least ten present ones, NaN where one is missing. */
export function fitTheta(values: Float64Array, yardstick: Yardstick = plainYardstick(values)): ThetaFit {
  return leastLoss(values, [0, 0], () => STANDARD_SHARE, yardstick);
}

/** θ ≥ 1 by least squares, together with α and the first level (Fiorucci et al. 2016, the optimised theta model). */
export function fitOptimisedTheta(values: Float64Array, yardstick: Yardstick = plainYardstick(values)): ThetaFit {
  return leastLoss(values, [0, 0, 0], ([, , share]) => between(SHARE, share), yardstick);
}

/** What the theta method expects 1 … `steps` after the last value; shape (steps). */
export function thetaForecast(values: Float64Array, fit: ThetaFit, steps: number): Float64Array {
  const drift = fit.share * fit.slope;
  const { level } = smooth(values, drifting(fit.alpha), { level: fit.startLevel, trend: drift });
  return Float64Array.from({ length: steps }, (_, i) => level[values.length - 1] + drift * (i + 1));
}

/** By how many steps of a line smoothing without drift falls short of it, `steps` after the last of many values. */
export function laggedSteps(alpha: number, steps: number): number {
  return steps - 1 + 1 / alpha;
}

/** Coordinates of the search: α and the first level, then whatever the share is made of. */
function leastLoss(
  values: Float64Array,
  first: readonly number[],
  shareAt: (x: readonly number[]) => number,
  yardstick: Yardstick,
): ThetaFit {
  const slope = rollingSlopes(values, values.length)[values.length - 1];
  const unit = meanStep(values);
  const { level } = startOf(values, false);
  const at = (x: readonly number[]): ThetaFit => {
    return { alpha: between(ALPHA, x[0]), share: shareAt(x), slope, startLevel: level + unit * x[1] };
  };
  const loss = (x: readonly number[]) => {
    const { alpha, share, startLevel } = at(x);
    const start = { level: startLevel, trend: share * slope };
    return smoothingLoss(values, drifting(alpha), start, 'additive', yardstick).loss;
  };
  const edges = first.map(() => 1);
  return at(minimise(loss, first, edges, { tolerance: 1e-4, mostCalls: 600 }).at);
}

/** Simple smoothing that leaves its drift alone. */
function drifting(alpha: number): SmoothingWeights {
  return { alpha, beta: 0, phi: 1 };
}
