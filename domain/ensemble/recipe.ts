/**
 * The choices that make the published forecast out of the members, in one place and with a version: what a promotion
 * replaces (ADR 13). Refits leave it alone; another number here, or another role of a member, is another recipe.
 */
export interface Recipe {
  readonly name: string;
  /** Changes with any choice below and with the role of any member. */
  readonly version: string;
  /** Members that carry the forecast, ascending; the others stand by. */
  readonly core: readonly string[];
  /** Log-weight per unit of skill: at 300, 1 % better than another member is worth e^3 ≈ 20 times its share. */
  readonly sharpness: number;
  /** Decisions at which half of a member's measured skill is believed. */
  readonly halfBeliefDecisions: number;
  /** A decision that old counts half as much as one of today: markets drift, and so do errors. */
  readonly halfLifeDays: number;
  /** The same for which member is better: that drifts more slowly, and is harder to tell. */
  readonly worthHalfLifeDays: number;
  /** About a month of decisions; with fewer the combination is published as it is. */
  readonly fewestDecisions: number;
}

export const RECIPE: Recipe = {
  name: 'four-carry',
  version: '1',
  core: ['analogues', 'boosted-trees', 'har-x', 'stochastic-volatility'],
  sharpness: 300,
  halfBeliefDecisions: 60,
  halfLifeDays: 180,
  worthHalfLifeDays: 365,
  fewestDecisions: 60,
};

/** Which variant of the recipe a state was learned by: shares are stacked where the installation asked for it. */
export function recipeVersion(stacking: boolean): string {
  return stacking ? `${RECIPE.version}-stacked` : RECIPE.version;
}
