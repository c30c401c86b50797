/** Nominates the recipe that is to be tried beside releases, once per symbol, into the record; only `npm start` does. */
import { candidacyEntry, nominationOf, NOTHING_TRIED } from '../../domain/ledger/candidacy.ts';
import { findRecipe, recipeId, recipeOf } from '../../domain/ensemble/recipe.ts';
import { standingOf, standings } from '../../activities/candidacy.ts';
import type { Ports, SlotRequest } from '../../activities/ports.ts';
import type { Config } from '../config/config.ts';

export type Trying = Pick<Config, 'candidateRecipe' | 'symbols' | 'stacking'>;

/** Answers a line for each symbol of which something is to be told. */
export async function nominateCandidate(
  { stores, clock }: Pick<Ports, 'stores' | 'clock'>,
  { candidateRecipe, symbols, stacking }: Trying,
  source: SlotRequest['source'],
): Promise<string[]> {
  const recipe = candidateRecipe === null ? null : findRecipe(candidateRecipe);
  if (!recipe) return [];
  const id = recipeId(recipe);
  const known = await standings(stores, source);
  const told: string[] = [];
  for (const symbol of symbols) {
    const { inForce, trial, rejected } = known.get(symbol) ?? NOTHING_TRIED;
    const beside = inForce ?? recipeId(recipeOf({ stacking }));
    if (trial?.recipe === id && trial.kind === 'candidate') continue;
    if (beside === id) told.push(`${symbol}: ${id} runs; there is nothing to try`);
    else if (rejected.some((gone) => gone.recipe === id)) {
      told.push(`${symbol}: ${id} was rejected and is not tried again; another attempt is another version`);
    } else {
      const event = nominationOf(symbol, recipe, beside);
      const entry = await stores.ledger.append({ source, ...candidacyEntry(event) }, clock.now());
      const { trial: now } = await standingOf(stores, { source, symbol });
      told.push(
        now?.recipe === id
          ? `${symbol}: ${id} is tried beside ${beside}, ledger row ${entry.sequence}`
          : `${symbol}: ${id} was tried before and is not tried again; another attempt is another version`,
      );
    }
  }
  return told;
}
