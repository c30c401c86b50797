/** What a release entry holds of what is scored later: the body of kind `release` read back. */
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import { DEADLINE_HOURS, SCENARIO_IDS, type ScenarioFrame, type ScenarioId } from '../scenarios/scenario.ts';
import type { TradeCard } from '../trade/card.ts';
import type { ReleaseStatus, ReleaseStream } from './document.ts';
import { committedReturns, type ScaledPrices } from './scaled-prices.ts';

/** The body of a `release` entry, as far as outcomes need it. */
export interface CommittedRelease {
  readonly schema: 1 | 2;
  readonly releaseId: string;
  readonly symbol: string;
  readonly slot: string;
  readonly stream: ReleaseStream;
  readonly status: ReleaseStatus;
  /** Why there is no forecast. */
  readonly error: { readonly code: string } | null;
  /** ISO 8601, UTC. */
  readonly cutoff: string;
  /** Null without forecasts. */
  readonly basePrice: number | null;
  readonly forecasts: readonly CommittedForecast[];
  readonly frame: ScenarioFrame | null;
  readonly scenarios: readonly { readonly id: ScenarioId; readonly probabilityPer10k: number }[];
  readonly card: TradeCard;
  readonly shadowSha256: string;
  readonly sources: readonly { readonly name: string }[];
}

export interface CommittedForecast extends ScaledPrices {
  readonly horizonHours: number;
  readonly pUp: number;
  readonly basePUp: number;
  readonly baselinesSha256: string;
}

/** @example committedRelease(entry.body).forecasts[0].horizonHours */
export function committedRelease(body: string): CommittedRelease {
  return JSON.parse(body) as CommittedRelease;
}

/** The committed quantiles of one horizon as log-returns from the base price, shape (103); `into` memory of that shape that is at hand. */
export function forecastReturns(
  release: CommittedRelease,
  forecast: ScaledPrices,
  into: Float64Array | null = null,
): Float64Array {
  return committedReturns(forecast, release.basePrice ?? Number.NaN, into);
}

/** In the order of SCENARIO_IDS. */
export function committedPer10k({ scenarios }: CommittedRelease): number[] {
  return SCENARIO_IDS.map((id) => scenarios.find((scenario) => scenario.id === id)?.probabilityPer10k ?? 0);
}

/** When the outcome of a horizon is known: with the longest one scenarios and cards are settled, which take a day. */
export function settledAt(release: CommittedRelease, horizonHours: number): EpochMs {
  const hours = horizonHours === longestHorizon(release) ? Math.max(DEADLINE_HOURS, horizonHours) : horizonHours;
  return Date.parse(release.cutoff) + hours * HOUR_MS;
}

/** Hours; 0 without a forecast. */
export function longestHorizon({ forecasts }: CommittedRelease): number {
  return Math.max(0, ...forecasts.map(({ horizonHours }) => horizonHours));
}
