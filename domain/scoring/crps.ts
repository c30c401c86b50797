import { CRPS_LEVEL_INDEXES, LEVELS } from '../numeric/levels.ts';
import { pinball } from './pinball.ts';

const COUNT = CRPS_LEVEL_INDEXES.length;
const AT = Int32Array.from(CRPS_LEVEL_INDEXES);
const LEVEL = Float64Array.from(CRPS_LEVEL_INDEXES, (i) => LEVELS[i]);

/**
 * Continuous ranked probability score as METHODS §1 fixes it: (2/99) · Σ pinball over the levels 0.01 … 0.99, in the
 * unit of the outcome, ≥ 0, lower is better (Gneiting & Raftery 2007, eq. 22, discretised).
 * `quantiles`: shape (103) on LEVELS.
 *
 * @example crps(forecast.quantiles, outcome(history, cutoff, 4))
 */
export function crps(quantiles: ArrayLike<number>, outcome: number): number {
  let sum = 0;
  for (let i = 0; i < COUNT; i++) sum += pinball(LEVEL[i], quantiles[AT[i]], outcome);
  return (2 / COUNT) * sum;
}
