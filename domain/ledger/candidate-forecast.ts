/**
 * A ledger entry of kind `candidate`: what a recipe that is tried beside releases says at the cutoff of one. It is committed before
 * the outcome is known, counted nowhere but in the trial, and shown to no subscriber. Its key is `<releaseId>_<recipe>`.
 */
import type { PairedForecast } from '../ensemble/promotion.ts';
import type { PublishedForecast } from '../ensemble/published.ts';
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import { crps } from '../scoring/crps.ts';
import { crpsBound } from '../scoring/evidence.ts';
import { canonicalText } from './canonical.ts';
import { committedReturns, type ScaledPrices, scaledPrices, sevenDigits } from './scaled-prices.ts';

export interface CandidateForecast {
  readonly releaseId: string;
  /** Hash of the release's ledger entry. */
  readonly releaseHash: string;
  readonly symbol: string;
  readonly recipe: string;
  /** Of the recipe that the release used. */
  readonly beside: string;
  /** Of the stored learned state that it was made with. */
  readonly learnedSha256: string;
  readonly cutoff: EpochMs;
  readonly basePrice: number;
  /** Horizons that had not closed. */
  readonly forecasts: readonly (ScaledPrices & { readonly horizonHours: number; readonly pUp: number })[];
}

/** As it is committed: those horizons that close after `now`, prices of 7 digits like a release's. */
export function candidateForecast(
  of: Omit<CandidateForecast, 'forecasts'>,
  combined: readonly Pick<PublishedForecast, 'horizonHours' | 'pUp' | 'quantiles'>[],
  now: EpochMs,
): CandidateForecast {
  const open = combined.filter(({ horizonHours }) => of.cutoff + horizonHours * HOUR_MS > now);
  const forecasts = open.map(({ horizonHours, pUp, quantiles }) => {
    const prices = quantiles.map((logReturn) => of.basePrice * Math.exp(logReturn));
    return { horizonHours, pUp: sevenDigits(pUp), ...scaledPrices(prices) };
  });
  return { ...of, forecasts };
}

/** The entry as the ledger takes it. */
export function candidateEntry(forecast: CandidateForecast) {
  const key = `${forecast.releaseId}_${forecast.recipe}`;
  return { kind: 'candidate', schema: 1, key, body: canonicalText(forecast) } as const;
}

/** What a release and a candidate said of one horizon whose outcome is known: both as they were committed, log-returns of shape (103). */
export interface SettledPair {
  readonly issuedAt: EpochMs;
  readonly horizonHours: number;
  readonly running: ArrayLike<number>;
  readonly candidate: ArrayLike<number>;
  readonly outcome: number;
}

/** @example pairOf({ issuedAt, horizonHours: 4, running, candidate, outcome: 0.01 }).bound */
export function pairOf({ issuedAt, horizonHours, running, candidate, outcome }: SettledPair): PairedForecast {
  return {
    issuedAt,
    resolvedAt: issuedAt + horizonHours * HOUR_MS,
    horizonHours,
    running: crps(running, outcome),
    candidate: crps(candidate, outcome),
    bound: crpsBound(candidate, running),
  };
}

/** The committed quantiles of a candidate at a horizon as log-returns, shape (103). */
export function candidateReturns({ basePrice }: CandidateForecast, forecast: ScaledPrices): Float64Array {
  return committedReturns(forecast, basePrice);
}
