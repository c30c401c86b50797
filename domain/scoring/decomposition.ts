/**
 * CORP decompositions (Dimitriadis, Gneiting & Jordan 2021; Gneiting & Resin 2023): a mean score is miscalibration
 * minus discrimination plus uncertainty. Recalibration is isotonic, so that no bins have to be chosen.
 */
import { CRPS_LEVEL_INDEXES, LEVELS } from '../numeric/levels.ts';
import { brier } from './brier.ts';
import { isotonic } from './isotonic.ts';
import { pinball } from './pinball.ts';

/** score = miscalibration − discrimination + uncertainty, all in the unit of the score. */
export interface Decomposition {
  readonly score: number;
  /** What recalibration would have saved, ≥ 0. */
  readonly miscalibration: number;
  /** What the recalibrated forecast saves against one that is always the same, ≥ 0. */
  readonly discrimination: number;
  /** Score of the best forecast that is always the same. */
  readonly uncertainty: number;
}

/** Of the mean Brier score of probabilities, at least one. @example brierDecomposition([0.4, 0.6], [false, true]) */
export function brierDecomposition(probabilities: readonly number[], happened: readonly boolean[]): Decomposition {
  const outcomes = Float64Array.from(happened, (up) => (up ? 1 : 0));
  const recalibrated = isotonic(probabilities, outcomes, meanOf);
  const constant = meanOf(outcomes);
  const score = (of: (i: number) => number) => meanOf(Float64Array.from(outcomes, (_, i) => brier(of(i), happened[i])));
  return parts(
    score((i) => probabilities[i]),
    score((i) => recalibrated[i]),
    score(() => constant),
  );
}

/** Of the mean pinball loss of forecasts of one quantile. */
export function quantileDecomposition(
  level: number,
  quantiles: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): Decomposition {
  const quantileOf = (ascending: Float64Array) => ascending[Math.max(0, Math.ceil(level * ascending.length) - 1)];
  const recalibrated = isotonic(quantiles, outcomes, quantileOf);
  const constant = quantileOf(Float64Array.from(outcomes).sort());
  const score = (of: (i: number) => number) =>
    meanOf(Float64Array.from(outcomes, (outcome, i) => pinball(level, of(i), outcome)));
  return parts(
    score((i) => quantiles[i]),
    score((i) => recalibrated[i]),
    score(() => constant),
  );
}

/** Of the mean CRPS (METHODS §1), level by level. `forecasts`: one of shape (103) per outcome. */
export function crpsDecomposition(forecasts: readonly ArrayLike<number>[], outcomes: ArrayLike<number>): Decomposition {
  const levels = CRPS_LEVEL_INDEXES.map((at) =>
    quantileDecomposition(
      LEVELS[at],
      forecasts.map((quantiles) => quantiles[at]),
      outcomes,
    ),
  );
  const total = (of: (part: Decomposition) => number) =>
    (2 / levels.length) * levels.reduce((sum, part) => sum + of(part), 0);
  return {
    score: total(({ score }) => score),
    miscalibration: total(({ miscalibration }) => miscalibration),
    discrimination: total(({ discrimination }) => discrimination),
    uncertainty: total(({ uncertainty }) => uncertainty),
  };
}

function parts(score: number, recalibrated: number, constant: number): Decomposition {
  return {
    score,
    miscalibration: score - recalibrated,
    discrimination: constant - recalibrated,
    uncertainty: constant,
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
