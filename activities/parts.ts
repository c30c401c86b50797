/** Reads back what the steps handed over, for whoever needs the whole release: the report, the words, the ledger. */
import type { PublishedForecast } from '../domain/ensemble/published.ts';
import type { DocumentParts } from '../domain/ledger/assemble.ts';
import type { SourceReport } from '../domain/market/sources.ts';
import type { Explanation } from '../domain/narrative/explanation.ts';
import type { RegimeVerdict } from '../domain/regime/regime.ts';
import type { Outlook } from '../domain/scenarios/outlook.ts';
import type { SimilarWindows } from '../domain/similarity/neighbour.ts';
import type { ShadowCards, TradeCard } from '../domain/trade/card.ts';
import type { StepInputs } from './step-inputs.ts';

/** What `ingest` found out about the sources. */
export interface SourcesHandover {
  readonly basePrice: number;
  readonly sources: readonly SourceReport[];
}

export interface CardHandover {
  readonly card: TradeCard;
  readonly shadow: ShadowCards;
}

export type DebateHandover = Pick<Explanation, 'bullCase' | 'bearCase' | 'whatWouldChangeOurMind'>;

export const HANDOVER = {
  sources: 'sources.json',
  regime: 'regime.json',
  similar: 'similar.json',
  members: 'members.json',
  forecasts: 'forecasts.json',
  scenarios: 'scenarios.json',
  card: 'card.json',
  verdict: 'verdict.json',
  explanation: 'explanation.json',
  debate: 'debate.json',
} as const;

export async function documentParts(inputs: StepInputs): Promise<DocumentParts> {
  const read = async <T>(name: string): Promise<T | undefined> =>
    inputs.has(name) ? await inputs.json<T>(name) : undefined;
  const found = await read<SourcesHandover>(HANDOVER.sources);
  const card = await read<CardHandover>(HANDOVER.card);
  const explanation = await read<Explanation>(HANDOVER.explanation);
  const debate = await read<DebateHandover>(HANDOVER.debate);
  return {
    basePrice: found?.basePrice,
    sources: found?.sources,
    regime: await read<RegimeVerdict>(HANDOVER.regime),
    similar: await read<SimilarWindows>(HANDOVER.similar),
    forecasts: await read<PublishedForecast[]>(HANDOVER.forecasts),
    scenarios: await read<Outlook>(HANDOVER.scenarios),
    card: await read<TradeCard>(HANDOVER.verdict),
    shadow: card?.shadow,
    explanation: explanation && { ...explanation, ...debate },
  };
}
