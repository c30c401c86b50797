import { cdfAt, quantileAt } from '../numeric/distribution.ts';
import { LEVELS } from '../numeric/levels.ts';

/** Shares of a cell closer to its ends than this are the ends. */
const ROUNDING = 1e-9;

/** METHODS §3. */
const AGREEMENT = 0.002;

export interface Tilted {
  /** Shape (103), non-decreasing. */
  readonly quantiles: Float64Array;
  /** 1 − F(0) of these quantiles, within 0.002. */
  readonly pUp: number;
}

/**
 * Makes quantiles and p_up tell the same story (METHODS §3): the CDF becomes F(x)(1−p)/F(0) below 0 and
 * 1 − (1−F(x))p/(1−F(0)) above. `pUp` is clamped to [0.005, 0.995]. Where the grid cannot express it (no
 * mass on one side of 0, or many levels exactly at 0, as in a market that hardly trades) the answer is the quantiles' own
 * 1 − F(0).
 */
export function tilt(quantiles: ArrayLike<number>, pUp: number): Tilted {
  const below = cdfAt(quantiles, 0);
  if (below <= 0 || below >= 1) return { quantiles: Float64Array.from(quantiles), pUp: 1 - below };
  const p = Math.min(0.995, Math.max(0.005, pUp));
  const tilted = new Float64Array(LEVELS.length);
  for (let i = 0; i < tilted.length; i++) {
    const level = LEVELS[i];
    const untilted = level <= 1 - p ? (level * below) / (1 - p) : 1 - ((1 - level) * (1 - below)) / p;
    tilted[i] = quantileAt(quantiles, untilted);
  }
  pin(tilted, 1 - p);
  const read = 1 - cdfAt(tilted, 0);
  return { quantiles: tilted, pUp: Math.abs(read - p) < AGREEMENT ? p : read };
}

/**
 * The tilted CDF has its kink at 0, inside a cell of the grid; read linearly it would miss F(0) by up to a third of the
 * cell. The end of the cell that lies too far from 0 is drawn in until the line meets F(0) exactly.
 */
function pin(quantiles: Float64Array, atZero: number): void {
  const right = quantiles.findIndex((q) => q > 0);
  const left = right - 1;
  if (left < 0) return;
  const share = (atZero - LEVELS[left]) / (LEVELS[right] - LEVELS[left]);
  if (share < ROUNDING || share > 1 - ROUNDING) return;
  const ratio = share / (1 - share);
  quantiles[left] = Math.max(quantiles[left], -ratio * quantiles[right]);
  quantiles[right] = Math.min(quantiles[right], -quantiles[left] / ratio);
}
