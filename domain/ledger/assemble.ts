import type { PublishedForecast } from '../ensemble/published.ts';
import type { ErrorBody } from '../errors.ts';
import { INTERVALS, LEVELS, levelIndex } from '../numeric/levels.ts';
import type { EpochMs } from '../market/candles.ts';
import type { SourceKind, SourceReport } from '../market/sources.ts';
import type { Explanation } from '../narrative/explanation.ts';
import type { RegimeVerdict } from '../regime/regime.ts';
import type { PriceLevel, Scenario, ScenarioFrame, TouchProbability } from '../scenarios/scenario.ts';
import type { SimilarWindows } from '../similarity/neighbour.ts';
import type { ShadowCards, TradeCard } from '../trade/card.ts';
import type {
  ArtefactRef,
  BaselineDocument,
  ForecastDocument,
  ReleaseDocument,
  ReleaseStatus,
  ReleaseStream,
} from './document.ts';

/** What was asked; the part of a release request that its document shows. */
export interface DocumentRequest {
  readonly releaseId: string;
  readonly symbol: string;
  readonly slot: string;
  readonly stream: ReleaseStream;
  readonly source: SourceKind;
  readonly cutoff: EpochMs;
  readonly askedAt: EpochMs;
  readonly seed: string;
  readonly codeVersion: string;
  readonly recipe?: string;
}

/** What the steps found; absent where a release ended before. */
export interface DocumentParts {
  readonly basePrice?: number | undefined;
  readonly sources?: readonly SourceReport[] | undefined;
  readonly forecasts?: readonly PublishedForecast[] | undefined;
  readonly regime?: RegimeVerdict | undefined;
  readonly similar?: SimilarWindows | undefined;
  readonly scenarios?:
    | {
        readonly levels: readonly PriceLevel[];
        readonly frame: ScenarioFrame;
        readonly scenarios: readonly Scenario[];
        readonly touches: readonly TouchProbability[];
      }
    | undefined;
  readonly card?: TradeCard | undefined;
  readonly shadow?: ShadowCards | undefined;
  readonly explanation?: Explanation | undefined;
}

/** The card of a release that ended without a forecast. */
const NO_FORECAST_CARD: TradeCard = {
  action: 'NO-TRADE',
  reasons: ['no-forecast'],
  vetoes: [],
  plan: null,
  considered: 0,
  bestExpectedValue: 0,
  bestExpectedValueSe: 0,
};

/** The release document from what was asked and what the steps found. Returns become prices here, at the base price. */
export function assembleDocument(
  request: DocumentRequest,
  parts: DocumentParts,
  outcome: {
    readonly status: ReleaseStatus;
    readonly error: ErrorBody | null;
    readonly artefacts: readonly ArtefactRef[];
  },
): ReleaseDocument {
  const published = outcome.status === 'published';
  const { basePrice } = parts;
  return {
    schema: 2,
    releaseId: request.releaseId,
    symbol: request.symbol,
    slot: request.slot,
    stream: request.stream,
    source: request.source,
    cutoff: isoTime(request.cutoff),
    askedAt: isoTime(request.askedAt),
    seed: request.seed,
    status: outcome.status,
    error: outcome.error,
    codeVersion: request.codeVersion,
    ...(request.recipe !== undefined && { recipe: request.recipe }),
    basePrice: basePrice ?? null,
    sources: (parts.sources ?? []).map(({ availableAt, ...source }) => ({
      ...source,
      ageMs: availableAt === null ? null : Math.max(0, request.askedAt - availableAt),
    })),
    forecasts: published && basePrice ? (parts.forecasts ?? []).map((f) => forecastDocument(f, basePrice)) : [],
    regime: parts.regime ? regimeDocument(parts.regime) : null,
    similar: parts.similar ?? null,
    levels: parts.scenarios?.levels ?? [],
    frame: parts.scenarios?.frame ?? null,
    scenarios: published ? (parts.scenarios?.scenarios ?? []).map(withProbability) : [],
    touches: published ? (parts.scenarios?.touches ?? []) : [],
    card: published && parts.card ? parts.card : NO_FORECAST_CARD,
    shadow: published ? (parts.shadow ?? null) : null,
    explanation: published ? (parts.explanation ?? null) : null,
    artefacts: [...outcome.artefacts].sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

export function isoTime(at: EpochMs): string {
  return new Date(at).toISOString();
}

function withProbability(scenario: Scenario) {
  return { ...scenario, probability: scenario.probabilityPer10k / 10_000 };
}

function regimeDocument(verdict: RegimeVerdict): NonNullable<ReleaseDocument['regime']> {
  const { regime, confidence, probabilities, since } = verdict;
  return { regime, confidence, probabilities, since: isoTime(since) };
}

function forecastDocument(forecast: PublishedForecast, basePrice: number): ForecastDocument {
  const prices = forecast.quantiles.map((logReturn) => basePrice * Math.exp(logReturn));
  const baselines = forecast.baselines.map((baseline) => baselineDocument(baseline, basePrice));
  const baseline = baselines.find(({ name }) => name === 'climatology') ?? baselines[0];
  return {
    horizonHours: forecast.horizonHours,
    levels: LEVELS,
    quantiles: prices,
    pUp: forecast.pUp,
    directional: forecast.directional,
    method: forecast.method,
    abstention: forecast.abstention,
    intervals: intervalsOf(prices),
    baseline,
    baselines,
    members: forecast.members,
    walkForward: forecast.walkForward,
  };
}

function baselineDocument(baseline: PublishedForecast['baselines'][number], basePrice: number): BaselineDocument {
  const prices = baseline.quantiles.map((logReturn) => basePrice * Math.exp(logReturn));
  return {
    name: baseline.name,
    median: prices[levelIndex(0.5)],
    pUp: baseline.pUp,
    quantiles: prices,
    intervals: intervalsOf(prices),
  };
}

function intervalsOf(prices: readonly number[]): ForecastDocument['intervals'] {
  const interval = ([low, high]: readonly [number, number]) =>
    [prices[levelIndex(low)], prices[levelIndex(high)]] as const;
  return { '50': interval(INTERVALS['50']), '80': interval(INTERVALS['80']), '95': interval(INTERVALS['95']) };
}
