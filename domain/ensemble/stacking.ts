/** Shares that were best together, instead of each member's own worth. */
import { LEVELS } from '../numeric/levels.ts';
import { normalised } from './average.ts';

/** A past decision that every stacked member answered. */
export interface StackingRow {
  /** Log-return that followed. */
  readonly outcome: number;
  readonly climatologyCrps: number;
  /** What it still counts. */
  readonly weight: number;
  /** One per member, shape (103) each, always in the same order. */
  readonly quantiles: readonly ArrayLike<number>[];
}

/** Every third level tells what all of them tell. */
const STACKED_LEVELS = Array.from({ length: 33 }, (_, i) => LEVELS.indexOf((3 * i + 2) / 100));

/** What leaving the prior shares costs, in units of climatology's loss, when there are many decisions. */
const STIFFNESS = 0.005;
/** With so many decisions it costs twice that. */
const STIFFER_BELOW = 120;
/** How far the loss may bend along the simplex; a longer step would overshoot. */
const CURVATURE = 0.05;
const STEPS = 60;

/**
 * Shares ≥ 0 that sum to 1 and minimise the weighted CRPS of the averaged quantiles (in units of climatology's) plus a
 * multiple of their relative entropy against the prior shares; the loss is convex, the descent exponentiated (Wolpert
 * 1992, Stacked Generalization; Kivinen & Warmuth 1997). `prior`: positive, one per member. Without a row the answer is
 * the prior.
 *
 * @example stackedShares(rows, [0.25, 0.25, 0.25, 0.25])
 */
export function stackedShares(rows: readonly StackingRow[], prior: readonly number[]): number[] {
  const start = normalised(prior);
  if (rows.length === 0) return start;
  const effective = rows.reduce((sum, { weight }) => sum + weight, 0);
  const stiffness = STIFFNESS * (1 + STIFFER_BELOW / effective);
  const step = 1 / (CURVATURE + stiffness);
  let shares = start;
  for (let i = 0; i < STEPS; i++) {
    const slopes = slopesAt(shares, rows);
    const logs = shares.map(
      (share, m) => Math.log(share) * (1 - step * stiffness) + Math.log(start[m]) * step * stiffness - step * slopes[m],
    );
    const most = Math.max(...logs);
    shares = normalised(logs.map((log) => Math.exp(log - most)));
  }
  return shares;
}

/** Derivative of the mean loss by each share. */
function slopesAt(shares: readonly number[], rows: readonly StackingRow[]): Float64Array {
  const slopes = new Float64Array(shares.length);
  let reference = 0;
  for (const { outcome, climatologyCrps, weight, quantiles } of rows) {
    reference += weight * climatologyCrps;
    for (const level of STACKED_LEVELS) {
      let combined = 0;
      for (let m = 0; m < shares.length; m++) combined += shares[m] * quantiles[m][level];
      const slope = weight * (outcome < combined ? 1 - LEVELS[level] : -LEVELS[level]);
      for (let m = 0; m < shares.length; m++) slopes[m] += slope * quantiles[m][level];
    }
  }
  return slopes.map((slope) => (2 * slope) / (STACKED_LEVELS.length * reference));
}
