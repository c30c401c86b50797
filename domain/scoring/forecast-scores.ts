import { cdfAt } from '../numeric/distribution.ts';
import { LEVELS } from '../numeric/levels.ts';
import { brier } from './brier.ts';
import { type IntervalName, isCovered } from './coverage.ts';
import { crps } from './crps.ts';
import { logScore } from './log-score.ts';
import { isUp } from './outcome.ts';
import { pinball } from './pinball.ts';
import { winkler } from './winkler.ts';

/** What one forecast of one horizon was worth, by every score of METHODS §1; log-returns where a unit is needed. */
export interface ForecastScores {
  /** Over 0.01 … 0.99. */
  readonly crps: number;
  /** Mean over all 103 levels. */
  readonly pinball: number;
  readonly covered: Readonly<Record<IntervalName, boolean>>;
  readonly winkler: Readonly<Record<IntervalName, number>>;
  /** Of p_up; a tie is not up. */
  readonly brier: number;
  /** Null where the forecast had no mass, or all of it. */
  readonly logScore: number | null;
  readonly pit: number;
}

/**
 * `quantiles`: log-returns on LEVELS, shape (103), non-decreasing; `outcome`: the log-return that came.
 *
 * @example forecastScores(quantiles, 0.52, Math.log(27_400 / 27_012.34)).covered['80']
 */
export function forecastScores(quantiles: ArrayLike<number>, pUp: number, outcome: number): ForecastScores {
  const isIn = (name: IntervalName) => isCovered(quantiles, name, outcome);
  const width = (name: IntervalName) => winkler(quantiles, name, outcome);
  const log = logScore(quantiles, outcome);
  return {
    crps: crps(quantiles, outcome),
    pinball: meanPinball(quantiles, outcome),
    covered: { '50': isIn('50'), '80': isIn('80'), '95': isIn('95') },
    winkler: { '50': width('50'), '80': width('80'), '95': width('95') },
    brier: brier(pUp, isUp(outcome)),
    logScore: Number.isFinite(log) ? log : null,
    pit: cdfAt(quantiles, outcome),
  };
}

// A verifier takes tens of millions of them: a loop takes half as long as `reduce`.
function meanPinball(quantiles: ArrayLike<number>, outcome: number): number {
  let sum = 0;
  for (let i = 0; i < LEVELS.length; i++) sum += pinball(LEVELS[i], quantiles[i], outcome);
  return sum / LEVELS.length;
}
