/** What is tried beside the releases of a market, read from the record; the recipe of the next release follows from it. */
import type { PairedForecast } from '../domain/ensemble/promotion.ts';
import { findRecipe } from '../domain/ensemble/recipe.ts';
import { AlmanacError } from '../domain/errors.ts';
import {
  candidacyEntry,
  candidacyEvent,
  evolveStanding,
  type Judged,
  judgeTrial,
  NOTHING_TRIED,
  type Standing,
  type Trial,
} from '../domain/ledger/candidacy.ts';
import { sha256 } from '../domain/ledger/hash.ts';
import type { SourceKind } from '../domain/market/sources.ts';
import { Rng } from '../domain/numeric/random.ts';
import type { Ports, Stores } from './ports.ts';

export interface Market {
  readonly source: SourceKind;
  readonly symbol: string;
}

/** Per symbol of a chain of which anything is known. */
export async function standings(stores: Stores, source: SourceKind): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>();
  for (const { body, committedAt: at } of await stores.ledger.entries(source, { kind: 'rule' })) {
    const event = candidacyEvent(body);
    if (event === null) continue;
    found.set(event.symbol, evolveStanding(found.get(event.symbol) ?? NOTHING_TRIED, { event, at }));
  }
  return found;
}

export async function standingOf(stores: Stores, { source, symbol }: Market): Promise<Standing> {
  return (await standings(stores, source)).get(symbol) ?? NOTHING_TRIED;
}

/** What the release requests of a chain hold of it. A promoted recipe that this code no longer has is not followed; `doctor` says so. */
export async function recipesInForce(
  stores: Stores,
  source: SourceKind,
): Promise<(symbol: string) => { readonly recipe?: string }> {
  const known = await standings(stores, source);
  return (symbol) => {
    const { inForce } = known.get(symbol) ?? NOTHING_TRIED;
    return inForce !== null && findRecipe(inForce) ? { recipe: inForce } : {};
  };
}

export async function recipeInForce(stores: Stores, { source, symbol }: Market): Promise<{ readonly recipe?: string }> {
  return (await recipesInForce(stores, source))(symbol);
}

/** What the rules say of a trial now, and of which pairs; nothing is written. */
export async function judged(
  ports: Pick<Ports, 'stores' | 'objects'>,
  market: Market,
  trial: Trial,
): Promise<Judged & { readonly shadow: readonly PairedForecast[] }> {
  const { recipe, beside, since, backtest: recorded } = trial;
  const shadow = await ports.stores.candidates.pairs({ ...market, recipe, beside }, since);
  const backtest = recorded && (await backtestPairs(ports, market.symbol, recipe, recorded.pairsSha256));
  return { ...judgeTrial(market.symbol, trial, { backtest, shadow }, Rng.seeded('promotion')), shadow };
}

/** Judges the trial of a market and writes down what ends it. */
export async function decide(
  ports: Pick<Ports, 'stores' | 'objects' | 'clock'>,
  market: Market,
  trial: Trial,
): Promise<Judged> {
  const found = await judged(ports, market, trial);
  const { source } = market;
  if (found.decided) await ports.stores.ledger.append({ source, ...candidacyEntry(found.decided) }, ports.clock.now());
  return found;
}

/** Where the pairs of a backtest are kept. */
export function backtestKey(symbol: string, recipe: string, pairsSha256: string): string {
  return `candidates/${symbol.replace('/', '-')}/${recipe}_${pairsSha256}.json`;
}

async function backtestPairs(
  { objects }: Pick<Ports, 'objects'>,
  symbol: string,
  recipe: string,
  recorded: string,
): Promise<PairedForecast[]> {
  const key = backtestKey(symbol, recipe, recorded);
  const bytes = await objects.get(key);
  const found = sha256(bytes);
  if (found === recorded) return JSON.parse(new TextDecoder().decode(bytes)) as PairedForecast[];
  const sentence = `The stored object ${key} hashes to ${found}; restore it from a backup.`;
  throw new AlmanacError('store.corrupt', sentence, { key, found, recorded });
}
