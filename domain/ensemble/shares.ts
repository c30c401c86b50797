/** From the record of past decisions to shares: each member by its own worth, stacked, or apart for each regime. */
import type { EpochMs } from '../market/candles.ts';
import type { Regime } from '../regime/regime.ts';
import { normalised } from './average.ts';
import { carriersOf } from './carriers.ts';
import type { MemberRecord } from './learned-state.ts';
import type { PastDecision } from './past-decisions.ts';
import type { Recipe } from './recipe.ts';
import { stackedShares } from './stacking.ts';
import { type MemberLoss, weighMembers } from './weights.ts';

/** `own`: what each member was worth by itself; `stacked`: what was best together; `byRegime`: the regime of each decision. */
export type ShareRule = 'own' | 'stacked' | { readonly byRegime: ReadonlyMap<EpochMs, Regime> };

/** What makes shares of a record. */
export interface SharedBy {
  readonly rule: ShareRule;
  readonly recipe: Recipe;
}

export interface Shares {
  readonly members: readonly MemberRecord[];
  /** Shares that hold while the market is in a regime, in the order of the members; for another the common ones hold. */
  readonly byRegime?: Readonly<Partial<Record<Regime, readonly number[]>>>;
}

interface Past {
  readonly row: PastDecision;
  /** CRPS of the combination, before it was calibrated. */
  readonly combinedCrps: number;
}

/** What a decision still counts. */
type WeightOf<P> = (past: P) => number;

/** So many decisions of a regime are believed as much as those of all regimes together. */
const REGIME_HALF_BELIEF = 200;

/** `models`: those that get a share, with or without a record. */
export function sharesOf<P extends Past>(
  past: readonly P[],
  models: readonly string[],
  weightOf: WeightOf<P>,
  by: SharedBy,
): Shares {
  const { rule, recipe } = by;
  const members = weighMembers(lossesOf(past, models, weightOf), recipe);
  if (rule === 'own') return { members };
  if (rule === 'stacked') return { members: stacked(members, past, weightOf, recipe) };
  return { members, byRegime: apart(members, past, weightOf, { regimes: rule.byRegime, recipe }) };
}

/** Those that carry the forecast share among themselves anew what they had. */
function stacked<P extends Past>(
  members: readonly MemberRecord[],
  past: readonly P[],
  weightOf: WeightOf<P>,
  recipe: Recipe,
): MemberRecord[] {
  const carries = carriersOf(
    members.map(({ model }) => model),
    recipe,
  );
  const stackable = members.filter(({ model, decisions }) => carries(model) && decisions > 0);
  const prior = stackable.map(({ weight }) => weight);
  const rows = past.flatMap((each) => {
    const { outcome, climatologyCrps, members: answers } = each.row;
    const quantiles = stackable.map(({ model }) => answers.find((own) => own.model === model)?.quantiles);
    return quantiles.every((own) => own !== undefined)
      ? [{ outcome, climatologyCrps, weight: weightOf(each), quantiles }]
      : [];
  });
  const total = prior.reduce((sum, share) => sum + share, 0);
  const shares = new Map(stackedShares(rows, prior).map((share, i) => [stackable[i].model, share * total]));
  return members.map((member) => ({ ...member, weight: shares.get(member.model) ?? member.weight }));
}

/** The shares that a regime's own decisions give, drawn towards the common ones: a geometric mean by how many they are. */
function apart<P extends Past>(
  members: readonly MemberRecord[],
  past: readonly P[],
  weightOf: WeightOf<P>,
  { regimes, recipe }: { readonly regimes: ReadonlyMap<EpochMs, Regime>; readonly recipe: Recipe },
): Partial<Record<Regime, number[]>> {
  const models = members.map(({ model }) => model);
  const shares: Partial<Record<Regime, number[]>> = {};
  for (const [regime, own] of Map.groupBy(past, ({ row }) => regimes.get(row.decision))) {
    if (regime === undefined) continue;
    const effective = own.reduce((sum, each) => sum + weightOf(each), 0);
    const belief = effective / (effective + REGIME_HALF_BELIEF);
    const there = weighMembers(lossesOf(own, models, weightOf), recipe);
    shares[regime] = normalised(members.map(({ weight }, i) => weight ** (1 - belief) * there[i].weight ** belief));
  }
  return shares;
}

function lossesOf<P extends Past>(
  past: readonly P[],
  models: readonly string[],
  weightOf: WeightOf<P>,
): Map<string, MemberLoss[]> {
  const losses = new Map<string, MemberLoss[]>(models.map((model) => [model, []]));
  for (const each of past) {
    const { climatologyCrps, members } = each.row;
    const { combinedCrps } = each;
    const weight = weightOf(each);
    for (const { model, crps } of members) losses.get(model)?.push({ crps, climatologyCrps, combinedCrps, weight });
  }
  return losses;
}
