/** What every template starts from: the sheet's reader, the horizon that leads, and a steady choice of wording. */
import { Rng } from '../numeric/random.ts';
import { FactReader } from './fact.ts';
import type { FactSheet } from './fact-sheet.ts';

export interface Telling {
  readonly facts: FactReader;
  /** `h24`: the longest horizon leads. */
  readonly lead: string;
  readonly horizons: readonly string[];
  /** One of several wordings that say the same; equal sheets choose equally, neighbouring releases differ. */
  vary(...wordings: readonly string[]): string;
}

export function tellingOf(sheet: FactSheet): Telling {
  const facts = new FactReader(sheet.facts);
  const horizons = sheet.facts
    .filter(({ name }) => name.endsWith('.horizon'))
    .sort((a, b) => Number(a.value) - Number(b.value))
    .map(({ name }) => name.slice(0, -'.horizon'.length));
  const dice = Rng.seeded(`${sheet.symbol} ${facts.text('cutoff')}`);
  return {
    facts,
    lead: horizons[horizons.length - 1],
    horizons,
    vary: (...wordings) => wordings[dice.below(wordings.length)],
  };
}
