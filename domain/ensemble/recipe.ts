/** Recipes: what makes the published forecast out of the members' answers. */
import { AlmanacError } from '../errors.ts';

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
  /** Absent: each member's share follows from what it was worth by itself. */
  readonly shares?: 'stacked';
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

/** What releases use where nothing else was promoted. */
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

/** Shares that were best together, where the installation asks for it. */
const STACKED: Recipe = { ...RECIPE, version: '1-stacked', shares: 'stacked' };

/** What followed similar windows stands by: at 24 h it costs about what it brings at 4 h (docs/FORECASTS.md). */
const WITHOUT_ANALOGUES: Recipe = {
  ...RECIPE,
  name: 'three-carry',
  core: ['boosted-trees', 'har-x', 'stochastic-volatility'],
};

/** Every recipe that this code can follow: what runs, and what may be tried beside it. */
export const RECIPES: readonly Recipe[] = [RECIPE, STACKED, WITHOUT_ANALOGUES];

/** @example recipeId(RECIPE) // 'four-carry-1' */
export function recipeId({ name, version }: Pick<Recipe, 'name' | 'version'>): string {
  return `${name}-${version}`;
}

/** Null: this code has none of that name, or not any more. */
export function findRecipe(id: string): Recipe | null {
  return RECIPES.find((recipe) => recipeId(recipe) === id) ?? null;
}

/**
 * What a release was asked to follow: a recipe by its id, else what the installation runs.
 * @throws AlmanacError model.failed where this code does not have it
 *
 * @example recipeOf({}) // RECIPE
 */
export function recipeOf({ recipe, stacking = false }: RecipeChoice): Recipe {
  if (recipe === undefined) return stacking ? STACKED : RECIPE;
  const found = findRecipe(recipe);
  if (found) return found;
  const known = RECIPES.map(recipeId).join(', ');
  const sentence = `There is no recipe "${recipe}" in this code, which has ${known}. Run the code that has it.`;
  throw new AlmanacError('model.failed', sentence, { recipe });
}

/** As a release request holds it. */
export interface RecipeChoice {
  /** Id of a recipe that was promoted; absent: what the installation runs. */
  readonly recipe?: string | undefined;
  /** The installation asks for stacked shares. */
  readonly stacking?: boolean | undefined;
}

/** The combination's version in the registry, where it has one name whatever the recipe's is. */
export function ensembleVersion(recipe: Recipe): string {
  return recipe.name === RECIPE.name ? recipe.version : recipeId(recipe);
}
