import type { MemberForecast } from '../ensemble/published.ts';
import type { ErrorBody } from '../errors.ts';
import type { SourceKind } from '../market/sources.ts';
import type { Explanation } from '../narrative/explanation.ts';
import type { Regime } from '../regime/regime.ts';
import type { PriceLevel, Scenario, ScenarioFrame, TouchProbability } from '../scenarios/scenario.ts';
import type { SimilarWindows } from '../similarity/neighbour.ts';
import type { ShadowCards, TradeCard } from '../trade/card.ts';

/** A stored object by content. */
export interface ArtefactRef {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
}

export type ReleaseStatus = 'published' | 'fallback' | 'missed';

/** Planned live slots are the public denominator; everything else is a stream of its own (METHODS §8). */
export type ReleaseStream = 'planned' | 'manual' | 'triggered' | 'back-dated';

/** One horizon as people read it: prices in quote units, full precision. */
export interface ForecastDocument {
  readonly horizonHours: number;
  readonly levels: readonly number[];
  readonly quantiles: readonly number[];
  readonly pUp: number;
  readonly directional: boolean;
  readonly method: 'ensemble' | 'baseline';
  readonly abstention: number;
  readonly intervals: Readonly<Record<'50' | '80' | '95', readonly [number, number]>>;
  /** The climatology that the forecast is measured against, and the other baselines beside it (METHODS §2). */
  readonly baseline: BaselineDocument;
  readonly baselines: readonly BaselineDocument[];
  readonly members: readonly MemberForecast[];
  readonly walkForward: {
    readonly decisions: number;
    readonly from: string;
    readonly to: string;
    readonly crpsSkillVsClimatology: number;
    readonly coverage80: number;
  } | null;
}

export interface BaselineDocument {
  readonly name: string;
  readonly median: number;
  readonly pUp: number;
  /** Prices on LEVELS; absent in documents of schema 1. */
  readonly quantiles?: readonly number[];
  readonly intervals: Readonly<Record<'50' | '80' | '95', readonly [number, number]>>;
}

/**
 * A release as `release --json` prints it (DESIGN §9). What is hashed into the ledger is the commitment made from it
 * by `commitmentOf`, without `ledger`, `timingsMs`, `members` and `similar`.
 */
export interface ReleaseDocument {
  /** 2: the baselines have all their quantiles, and the commitment covers them. */
  readonly schema: 1 | 2;
  readonly releaseId: string;
  readonly symbol: string;
  readonly slot: string;
  readonly stream: ReleaseStream;
  readonly source: SourceKind;
  /** ISO 8601, UTC. */
  readonly cutoff: string;
  readonly askedAt: string;
  readonly seed: string;
  readonly status: ReleaseStatus;
  /** Why a release is `fallback` or `missed`. */
  readonly error: ErrorBody | null;
  readonly codeVersion: string;
  /** The recipe that was promoted for this market; absent where the one that the code begins with was used. */
  readonly recipe?: string;
  readonly basePrice: number | null;
  readonly sources: readonly {
    readonly name: string;
    readonly status: 'ok' | 'absent' | 'degraded';
    readonly ageMs: number | null;
    readonly reason: string | null;
    readonly findings: readonly string[];
  }[];
  readonly forecasts: readonly ForecastDocument[];
  readonly regime: {
    readonly regime: Regime;
    readonly confidence: number;
    readonly probabilities: Readonly<Record<Regime, number>>;
    readonly since: string;
  } | null;
  readonly similar: SimilarWindows | null;
  readonly levels: readonly PriceLevel[];
  readonly frame: ScenarioFrame | null;
  readonly scenarios: readonly (Scenario & { readonly probability: number })[];
  readonly touches: readonly TouchProbability[];
  readonly card: TradeCard;
  readonly shadow: ShadowCards | null;
  readonly explanation: Explanation | null;
  readonly artefacts: readonly ArtefactRef[];
}

export interface LedgerPosition {
  readonly sequence: number;
  readonly hash: string;
  readonly previousHash: string;
}

/** What is known only where the release was made. */
export interface PrintedRelease extends ReleaseDocument {
  readonly ledger: LedgerPosition;
  readonly timingsMs: Readonly<Record<string, number>>;
}
