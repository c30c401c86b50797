import { AlmanacError } from '../errors.ts';
import { levelIndex } from '../numeric/levels.ts';
import type { EpochMs } from '../market/candles.ts';
import { tilt } from '../calibration/tilt.ts';
import type { Regime } from '../regime/regime.ts';
import { issue } from './issue.ts';
import type { HorizonState } from './learned-state.ts';
import type { MemberForecast, PublishedForecast } from './published.ts';
import type { Recipe } from './recipe.ts';

/** One member's answer of this release at one horizon; null quantiles say why in `droppedReason`. */
export type MemberAnswer = Omit<MemberForecast, 'weight' | 'quantiles'> & {
  readonly quantiles: ArrayLike<number> | null;
};

/** One baseline of METHODS §2 at one horizon. */
export interface BaselineAnswer {
  readonly name: string;
  readonly quantiles: ArrayLike<number>;
  readonly pUp: number;
}

/** The baseline that everything is measured against. */
const REFERENCE = 'climatology';

/**
 * The forecast that is published for one horizon: members averaged with their learned shares (renormalised over those
 * that answered; equal without a learned state), recalibrated, tilted to p_up. With fewer than two answers it is the
 * climatology, and says so. Throws `model.failed` when there is no climatology among the baselines.
 *
 * @example combine({ cutoff, horizonHours: 4, members, baselines, learned: state.horizons.find((h) => h.horizonBars === 4) ?? null, moves: presentMoves(history), recipe: RECIPE })
 */
export function combine(from: {
  readonly cutoff: EpochMs;
  readonly horizonHours: number;
  readonly members: readonly MemberAnswer[];
  readonly baselines: readonly BaselineAnswer[];
  /** By the same recipe. */
  readonly learned: HorizonState | null;
  readonly recipe: Recipe;
  /** The moves up to the cutoff, as `presentMoves` gives them. */
  readonly moves: ArrayLike<number>;
  /** At the cutoff; matters only where the learned shares differ by regime. */
  readonly regime?: Regime | undefined;
}): PublishedForecast {
  const reference = from.baselines.find(({ name }) => name === REFERENCE);
  if (!reference) {
    const names = from.baselines.map(({ name }) => name).join(', ') || 'none';
    throw new AlmanacError(
      'model.failed',
      `No ${REFERENCE} among the baselines (${names}) at ${from.horizonHours} h; compute it from at least 90 days of history.`,
      { names },
    );
  }
  const answered = from.members.filter(hasAnswered).sort((a, b) => (a.model < b.model ? -1 : 1));
  const shown = {
    horizonHours: from.horizonHours,
    baselines: from.baselines.map(({ name, quantiles, pUp }) => ({ name, quantiles: Array.from(quantiles), pUp })),
  };
  if (answered.length < 2) {
    const { quantiles, pUp } = tilt(reference.quantiles, reference.pUp);
    return {
      ...shown,
      quantiles: Array.from(quantiles),
      pUp,
      directional: false,
      directionProven: false,
      members: listed(from.members, new Map()),
      method: 'baseline',
      abstention: 0,
      walkForward: null,
    };
  }
  const at = { decision: from.cutoff, baseRate: reference.pUp, moves: from.moves, regime: from.regime };
  const issued = issue(answered, from.learned, at, from.recipe);
  const shares = new Map(answered.map(({ model }, i) => [model, issued.weights[i]]));
  return {
    ...shown,
    quantiles: Array.from(issued.quantiles),
    pUp: issued.pUp,
    directional: issued.directional,
    directionProven: issued.directionProven,
    members: listed(from.members, shares),
    method: 'ensemble',
    abstention: abstentionScore(
      answered.map(({ quantiles }) => quantiles),
      issued.combined,
    ),
    walkForward: from.learned?.walkForward ?? null,
  };
}

/**
 * How far the members disagree (METHODS §9): mean |member quantile − ensemble| over members and levels, in units of the
 * ensemble's interquartile range; 0 for an ensemble without width.
 */
export function abstentionScore(members: readonly ArrayLike<number>[], ensemble: ArrayLike<number>): number {
  const range = ensemble[levelIndex(0.75)] - ensemble[levelIndex(0.25)];
  if (range <= 0) return 0;
  let sum = 0;
  for (const quantiles of members) {
    for (let i = 0; i < ensemble.length; i++) sum += Math.abs(quantiles[i] - ensemble[i]);
  }
  return sum / (members.length * ensemble.length) / range;
}

type Answered = MemberAnswer & { readonly quantiles: ArrayLike<number> };

function hasAnswered(member: MemberAnswer): member is Answered {
  return member.quantiles !== null;
}

function listed(members: readonly MemberAnswer[], shares: ReadonlyMap<string, number>): MemberForecast[] {
  return members.map(({ quantiles, ...member }) => ({
    ...member,
    weight: shares.get(member.model) ?? 0,
    quantiles: quantiles ? Array.from(quantiles) : null,
  }));
}
