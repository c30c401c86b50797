import { describe, expect, it } from 'vitest';
import { combine } from '../../../domain/ensemble/combine.ts';
import { ensembleVersion, RECIPE, RECIPES, recipeId, recipeOf } from '../../../domain/ensemble/recipe.ts';
import { canonicalBytes } from '../../../domain/ledger/canonical.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import { MODELS } from '../../../domain/models/registry.ts';
import { MONDAY, NORMAL_QUANTILES } from './synthetic.ts';

/** What each recipe stood for: another choice is another recipe, and that is promoted, not edited (ADR 13). */
const STOOD_FOR: Readonly<Record<string, string>> = {
  'four-carry-1': '1c515810d65a0ba1c40cb2562b26405aa6f52cd0f024c2916c185a160a20aab6',
  'four-carry-1-stacked': 'c0f72acaa33855b14f7e4ba8fd44f2943f1849f7c0af5c022013ea10befa3526',
  'three-carry-1': '7aead5c13074acb90a5f87c6a301f249146f57a07534ac2cde6144541a2411c5',
};

describe('recipes', () => {
  it('of releases: all members that are rehearsed in every week carry it; no other recipe is carried by any other', () => {
    const core = MODELS.filter(({ role }) => role === 'core').map(({ name }) => name);
    expect(RECIPE.core).toEqual(core.toSorted());
    for (const recipe of RECIPES) {
      expect(core).toEqual(expect.arrayContaining([...recipe.core]));
      expect(recipe.core).toEqual(recipe.core.toSorted());
    }
  });

  it.each(RECIPES.map((recipe) => [recipeId(recipe), recipe] as const))(
    '%s is what it has always been',
    (id, recipe) => {
      expect(sha256(canonicalBytes(recipe))).toBe(STOOD_FOR[id]);
    },
  );

  it('have different names in the registry too', () => {
    expect(new Set(RECIPES.map(ensembleVersion)).size).toBe(RECIPES.length);
    expect(ensembleVersion(RECIPE)).toBe('1');
  });

  it('are chosen by a release request: what was promoted before what the installation asks for', () => {
    expect(recipeOf({})).toBe(RECIPE);
    expect(recipeId(recipeOf({ stacking: true }))).toBe('four-carry-1-stacked');
    expect(recipeId(recipeOf({ stacking: true, recipe: 'three-carry-1' }))).toBe('three-carry-1');
    expect(() => recipeOf({ recipe: 'three-carry-0' })).toThrow(/no recipe "three-carry-0".*four-carry-1/);
  });
});

it('a member outside the core gets no share, and gets one where the core is not there', () => {
  const answers = [...RECIPE.core, 'ets'].map((model, i) => {
    const quantiles = Float64Array.from(NORMAL_QUANTILES, (z) => 0.01 * (1 + 0.1 * i) * z);
    return { model, version: '1', quantiles, droppedReason: null };
  });
  const baselines = [{ name: 'climatology', quantiles: answers[0].quantiles, pUp: 0.5 }];
  const at = { cutoff: MONDAY, horizonHours: 4, baselines, learned: null, moves: new Float64Array(9) };
  const carriers = (members: typeof answers, recipe: string) =>
    combine({ ...at, members, recipe: recipeOf({ recipe }) }).members.flatMap(({ model, weight }) =>
      weight > 0 ? [model] : [],
    );
  expect(carriers(answers, 'four-carry-1')).toEqual(RECIPE.core);
  expect(carriers(answers, 'three-carry-1')).toEqual(RECIPE.core.slice(1));
  expect(carriers([answers[0], answers[4]], 'three-carry-1')).toEqual(['analogues', 'ets']);
});
