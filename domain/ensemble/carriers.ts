import type { Recipe } from './recipe.ts';

/** Whether a model carries the forecast: the recipe's core, or everybody where fewer than two of it are there (ADR 12). */
export function carriersOf(models: readonly string[], { core }: Pick<Recipe, 'core'>): (model: string) => boolean {
  const present = models.filter((model) => core.includes(model));
  return present.length < 2 ? () => true : (model) => core.includes(model);
}
