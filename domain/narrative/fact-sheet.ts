/** Everything a release may be described with: words are made from this sheet and checked against it. */
import { cardFacts } from './card-facts.ts';
import { marketFacts, similarFacts } from './context-facts.ts';
import type { Fact } from './fact.ts';
import { forecastFacts } from './forecast-facts.ts';
import { priceDecimals } from './figures.ts';
import type { NarrativeInput } from './input.ts';
import { scenarioFacts } from './scenario-facts.ts';

/** Plain JSON: it is stored, and it is all that a language model is ever shown. */
export interface FactSheet {
  readonly symbol: string;
  readonly facts: readonly Fact[];
}

/**
 * The facts of a release, in reading order. Needs at least one forecast and a base price: a release without them has
 * nothing to explain, and the caller does not ask.
 *
 * @example factSheet(document).facts[0] // { name: 'symbol', value: 'BTC/USDT', text: 'BTC/USDT' }
 */
export function factSheet(input: NarrativeInput & { readonly basePrice: number }): FactSheet {
  const decimals = priceDecimals(input.basePrice);
  return {
    symbol: input.symbol,
    facts: [
      ...marketFacts(input, decimals),
      ...input.forecasts.flatMap((forecast) => forecastFacts(forecast, input, decimals)),
      ...scenarioFacts(input, decimals),
      ...similarFacts(input),
      ...cardFacts(input.card),
    ],
  };
}
