/** Gradient boosting (Friedman 2001, Greedy Function Approximation; 2002, Stochastic Gradient Boosting). */
import type { Rng } from '../../numeric/random.ts';
import type { BinnedFeatures } from './binned.ts';
import { Growth, type Output, type Settings } from './growth.ts';
import type { Fold } from './purged-folds.ts';
import type { Trees } from './tree.ts';

/**
 * Trees that predict all outputs of a row together: one structure, a value per output in each leaf. With one target and
 * several pinball losses they are a set of quantiles. Deterministic in the generator.
 *
 * @example boost(binFeatures(columns, 32), [{ targets, loss: squaredLoss(targets), priorRows: 20 }], settings, rng)
 */
export function boost(features: BinnedFeatures, outputs: readonly Output[], settings: Settings, rng: Rng): Trees {
  const growth = new Growth(features, outputs, settings, rng, allRows(features));
  for (let round = 0; round < settings.rounds; round++) growth.grow();
  return growth.result();
}

/**
 * The number of trees that lost least on the held rows of all folds together; 0 when no tree helped. Looks no further
 * after `patience` trees without a new best.
 */
export function bestRounds(
  features: BinnedFeatures,
  outputs: readonly Output[],
  settings: Settings,
  rng: Rng,
  { folds, patience }: { readonly folds: readonly Fold[]; readonly patience: number },
): number {
  const growths = folds.map(({ train }) => new Growth(features, outputs, settings, rng, train));
  const lossHeld = () => growths.reduce((sum, growth, i) => sum + growth.lossOn(folds[i].held), 0);
  let least = lossHeld();
  let best = 0;
  for (let round = 1; round <= settings.rounds && round - best <= patience; round++) {
    for (const growth of growths) growth.grow();
    const loss = lossHeld();
    if (loss >= least) continue;
    least = loss;
    best = round;
  }
  return best;
}

function allRows({ rows }: BinnedFeatures): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
