/** The part of a release that its words are made from; a `ReleaseDocument` satisfies it. */
import type { SourceKind } from '../market/sources.ts';
import type { Regime } from '../regime/regime.ts';
import type { PriceLevel, ScenarioFrame, ScenarioId, TouchProbability } from '../scenarios/scenario.ts';
import type { SimilarWindows } from '../similarity/neighbour.ts';
import type { TradeCard } from '../trade/card.ts';

type Intervals = Readonly<Record<'50' | '80' | '95', readonly [number, number]>>;

/** Prices in quote units. */
interface BaselineSummary {
  readonly name: string;
  readonly median: number;
  readonly pUp: number;
  readonly intervals: Intervals;
}

/** One horizon: prices in quote units on the grid `levels`. */
export interface ForecastSummary {
  readonly horizonHours: number;
  readonly levels: readonly number[];
  readonly quantiles: readonly number[];
  readonly pUp: number;
  readonly directional: boolean;
  readonly method: 'ensemble' | 'baseline';
  readonly intervals: Intervals;
  readonly baseline: BaselineSummary;
  readonly baselines: readonly BaselineSummary[];
  readonly walkForward: {
    readonly decisions: number;
    readonly from: string;
    readonly to: string;
    readonly crpsSkillVsClimatology: number;
    readonly coverage80: number;
  } | null;
}

interface RegimeSummary {
  readonly regime: Regime;
  readonly confidence: number;
  readonly probabilities: Readonly<Record<Regime, number>>;
  /** ISO 8601, UTC. */
  readonly since: string;
}

export interface NarrativeInput {
  readonly symbol: string;
  readonly source: SourceKind;
  /** ISO 8601, UTC. */
  readonly cutoff: string;
  readonly basePrice: number | null;
  readonly sources: readonly {
    readonly name: string;
    readonly status: 'ok' | 'absent' | 'degraded';
    readonly reason: string | null;
  }[];
  readonly forecasts: readonly ForecastSummary[];
  readonly regime: RegimeSummary | null;
  readonly similar: SimilarWindows | null;
  readonly levels: readonly PriceLevel[];
  readonly frame: ScenarioFrame | null;
  readonly scenarios: readonly { readonly id: ScenarioId; readonly event: string; readonly probability: number }[];
  readonly touches: readonly TouchProbability[];
  readonly card: TradeCard;
}
