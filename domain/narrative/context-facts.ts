/** The facts around a forecast: market, regime, sources, and what followed similar windows. */
import { quantileSorted } from '../numeric/quantiles.ts';
import type { Regime } from '../regime/regime.ts';
import { formatChance } from './chance.ts';
import { type Fact, fact } from './fact.ts';
import { formatCount, formatPrice, formatSignedPercent } from './figures.ts';
import type { NarrativeInput } from './input.ts';
import { formatMoment } from './moments.ts';

/** Regimes in the words of a sentence: "the market is in …". */
export const REGIME_WORDS: Readonly<Record<Regime, string>> = {
  'trend-up': 'an uptrend',
  'trend-down': 'a downtrend',
  range: 'a range',
  'high-volatility': 'a high-volatility phase',
  crash: 'a crash',
  recovery: 'a recovery',
};

export function marketFacts(input: NarrativeInput & { readonly basePrice: number }, decimals: number): Fact[] {
  const [base, quote] = input.symbol.split('/');
  const named = (wanted: string) => input.sources.filter(({ status }) => status === wanted).map(({ name }) => name);
  const [absent, degraded] = [named('absent'), named('degraded')];
  return [
    fact('symbol', input.symbol),
    fact('base', base),
    fact('quote', quote),
    fact('source', input.source),
    fact('cutoff', input.cutoff, formatMoment(Date.parse(input.cutoff), 'UTC')),
    fact('basePrice', input.basePrice, formatPrice(input.basePrice, decimals)),
    ...(absent.length > 0 ? [fact('sources.absent', absent.join(', '))] : []),
    ...(degraded.length > 0 ? [fact('sources.degraded', degraded.join(', '))] : []),
    ...regimeFacts(input.regime),
  ];
}

function regimeFacts(regime: NarrativeInput['regime']): Fact[] {
  if (regime === null) return [];
  const { regime: name, confidence, since } = regime;
  return [
    fact('regime', name, REGIME_WORDS[name]),
    fact('regime.confidence', confidence, formatChance(confidence)),
    fact('regime.since', since, formatMoment(Date.parse(since), 'UTC')),
  ];
}

export function similarFacts({ similar, forecasts }: NarrativeInput): Fact[] {
  if (similar === null || similar.neighbours.length === 0) return [];
  return [
    fact('similar.verdict', similar.verdict),
    fact('similar.found', similar.neighbours.length, formatCount(similar.neighbours.length)),
    ...forecasts.flatMap(({ horizonHours }) =>
      outcomeFacts(`similar.h${horizonHours}`, outcomesOf(similar, horizonHours)),
    ),
  ];
}

/** Realised log-returns of the similar windows over a horizon, ascending; windows with a missing bar are left out. */
export function outcomesOf(similar: NonNullable<NarrativeInput['similar']>, horizonHours: number): number[] {
  const outcomes = similar.neighbours.map((neighbour) => neighbour.outcomes[String(horizonHours)] ?? null);
  return outcomes.filter((outcome) => outcome !== null).sort((a, b) => a - b);
}

function outcomeFacts(prefix: string, outcomes: readonly number[]): Fact[] {
  if (outcomes.length === 0) return [];
  const change = (name: string, logReturn: number) =>
    fact(`${prefix}.${name}`, Math.expm1(logReturn), formatSignedPercent(Math.expm1(logReturn)));
  const rose = outcomes.filter((outcome) => outcome > 0).length;
  return [
    fact(`${prefix}.count`, outcomes.length, formatCount(outcomes.length)),
    fact(`${prefix}.rose`, rose, formatCount(rose)),
    fact(`${prefix}.notRose`, outcomes.length - rose, formatCount(outcomes.length - rose)),
    change('median', quantileSorted(outcomes, 0.5)),
    change('worst', outcomes[0]),
    change('best', outcomes[outcomes.length - 1]),
  ];
}
