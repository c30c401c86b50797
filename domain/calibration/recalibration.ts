/**
 * Intervals that mean what they say (P6): distributional conformal prediction (Chernozhukov, Wüthrich & Zhu 2021) with
 * weights for drift (Barber, Candès, Ramdas & Tibshirani 2023). Past outcomes are placed in the forecasts that were
 * issued for them (PIT); where the forecast claims probability τ, the recalibrated one takes the level below which a
 * share τ of those places really lay. Each side and each level is corrected on its own, so skewed errors are too.
 */
import { quantileAt } from '../numeric/distribution.ts';
import { LEVELS } from '../numeric/levels.ts';

/** Where an outcome lay in the forecast issued for it: F(y) in [0, 1], and how much that still counts. */
export interface WeightedPit {
  readonly pit: number;
  readonly weight: number;
}

/** For each of the 103 LEVELS the level of the raw forecast to read instead; ascending, in (0, 1). Plain JSON. */
export interface Recalibration {
  readonly levels: readonly number[];
}

/** Furthest into a tail that a level may move: beyond it there is no evidence, only extrapolation. */
const OUTERMOST = 1e-4;

/**
 * The map from claimed to observed levels, inverted. Without observations it is the identity.
 *
 * @example fitRecalibration(past.map(({ pit, ageMs }) => ({ pit, weight: 2 ** (-ageMs / HALF_LIFE_MS) })))
 */
export function fitRecalibration(pits: readonly WeightedPit[]): Recalibration {
  const knots = observedShares(pits);
  const levels: number[] = [];
  let segment = 0;
  for (const level of LEVELS) {
    while (knots[segment + 1].share < level) segment++;
    const [from, to] = [knots[segment], knots[segment + 1]];
    const along = (level - from.share) / (to.share - from.share);
    const moved = from.pit + along * (to.pit - from.pit);
    levels.push(Math.min(1 - OUTERMOST, Math.max(OUTERMOST, moved)));
  }
  return { levels };
}

/** Recalibrated quantiles, shape (103). Non-decreasing, because the levels ascend: they cannot cross. */
export function recalibrate(quantiles: ArrayLike<number>, { levels }: Recalibration): Float64Array {
  const recalibrated = new Float64Array(levels.length);
  for (let i = 0; i < levels.length; i++) recalibrated[i] = quantileAt(quantiles, levels[i]);
  return recalibrated;
}

/**
 * Weighted empirical CDF of the PITs, believed only as far as it cannot be chance, as ascending knots from (0, 0) to
 * (1, 1).
 */
function observedShares(pits: readonly WeightedPit[]): { pit: number; share: number }[] {
  const ascending = [...pits].sort((a, b) => a.pit - b.pit);
  const total = ascending.reduce((sum, { weight }) => sum + weight, 0);
  const belief = beliefIn(ascending, total);
  const knots = [{ pit: 0, share: 0 }];
  let below = 0;
  for (const { pit, weight } of ascending) {
    knots.push({ pit, share: (belief * (below + weight / 2)) / total + (1 - belief) * pit });
    below += weight;
  }
  knots.push({ pit: 1, share: 1 });
  return knots;
}

const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * How much of the observed deviation is the forecast's fault, in [0, 1): 1 − 1/S (positive-part James & Stein 1961), S
 * the squared deviation from the deciles in units of what chance makes of this many observations. A right forecast is
 * left alone, a thin record believed little, a gross error corrected nearly whole.
 */
function beliefIn(pits: readonly WeightedPit[], total: number): number {
  if (total === 0) return 0;
  const effective = total ** 2 / pits.reduce((sum, { weight }) => sum + weight ** 2, 0);
  const deviation = DECILES.reduce((sum, decile) => {
    const below = pits.reduce((share, { pit, weight }) => share + (pit <= decile ? weight : 0), 0) / total;
    return sum + (below - decile) ** 2 / (decile * (1 - decile));
  }, 0);
  const inUnitsOfChance = (effective * deviation) / DECILES.length;
  return Math.max(0, 1 - 1 / inUnitsOfChance);
}
