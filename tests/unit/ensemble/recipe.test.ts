import { expect, it } from 'vitest';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';
import { canonicalBytes } from '../../../domain/ledger/canonical.ts';
import { sha256 } from '../../../domain/ledger/hash.ts';
import { MODELS } from '../../../domain/models/registry.ts';

/** What each version stood for: another choice is another recipe, and that is promoted, not edited (ADR 13). */
const VERSIONS: Readonly<Record<string, string>> = {
  1: '1c515810d65a0ba1c40cb2562b26405aa6f52cd0f024c2916c185a160a20aab6',
};

it('names the members that carry the forecast', () => {
  const core = MODELS.filter(({ role }) => role === 'core').map(({ name }) => name);
  expect(RECIPE.core).toEqual(core.toSorted());
});

it('is what its version has always stood for', () => {
  expect(sha256(canonicalBytes(RECIPE))).toBe(VERSIONS[RECIPE.version]);
});
