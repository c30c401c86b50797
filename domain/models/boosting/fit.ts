/** What is learned about how wide and where: trees, as many as a rehearsal on held stretches of time bears out. */
import type { Rng } from '../../numeric/random.ts';
import { WEEK_BARS } from '../returns.ts';
import type { BinnedFeatures } from './binned.ts';
import { bestRounds, boost } from './boost.ts';
import type { Output, Settings } from './growth.ts';
import { LONGEST_BARS } from './horizons.ts';
import { pinballLoss, squaredLoss } from './loss.ts';
import { purgedFolds } from './purged-folds.ts';
import type { Rows } from './rows.ts';
import type { Trees } from './tree.ts';

/** Trees of three questions, few and each taken in part: there is little to learn, and much that looks like it. */
const SCALE: Settings = { rounds: 50, depth: 3, rate: 0.16, rowShare: 0.5, featureShare: 0.25 };
const SCALE_PRIOR_ROWS = 50;
/** Where the price goes is next to unpredictable: less of each step, against a stronger prior. */
const LOCATION: Settings = { ...SCALE, rounds: 45, rate: 0.1 };
const LOCATION_PRIOR_ROWS = 200;
/** Stretches of two months, taken in turn. */
const STOPPING = { folds: 2, stretches: 8, targetBars: LONGEST_BARS, embargoBars: WEEK_BARS };
const PATIENCE = 12;

/** How far the ln of the variance will differ from the expected one, per fitted horizon. */
export function fitScale(binned: BinnedFeatures, { bars, surprises }: Rows, rng: Rng): Trees {
  const outputs = surprises.map((targets) => ({ targets, loss: squaredLoss(targets), priorRows: SCALE_PRIOR_ROWS }));
  return fit(binned, bars, outputs, SCALE, rng);
}

/**
 * Where the median of the return over the shortest fitted horizon lies in units of the expected σ, against where it
 * usually does. Rows of longer horizons overlap and say little more.
 */
export function fitLocation(binned: BinnedFeatures, { bars, moves: [targets] }: Rows, rng: Rng): Trees {
  const outputs = [{ targets, loss: pinballLoss(targets, 0.5), priorRows: LOCATION_PRIOR_ROWS }];
  return { ...fit(binned, bars, outputs, LOCATION, rng), start: [0] };
}

/** All rows together bear as many more trees as there are more of them than a fold learns from. */
function fit(
  binned: BinnedFeatures,
  bars: Int32Array,
  outputs: readonly Output[],
  settings: Settings,
  rng: Rng,
): Trees {
  const folds = purgedFolds(bars, STOPPING);
  const best = bestRounds(binned, outputs, settings, rng, { folds, patience: PATIENCE });
  const rounds = Math.min(settings.rounds, Math.round(best * (bars.length / folds[0].train.length)));
  return boost(binned, outputs, { ...settings, rounds }, rng);
}
