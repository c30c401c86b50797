/** From the commitment of a release, what it covers by a hash, and candles to the body of an outcome entry. */
import { type Candles, CANDLE_COLUMNS, candleCount, type EpochMs, HOUR_MS, sliceCandles } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { resolveScenario } from '../scenarios/resolve.ts';
import { classScores, climatologyPer10k, FIXED_PER_10K } from '../scenarios/scenario-scores.ts';
import { forecastScores } from '../scoring/forecast-scores.ts';
import type { ShadowCards, TradePlan } from '../trade/card.ts';
import { settle } from '../trade/settle.ts';
import {
  committedPer10k,
  type CommittedForecast,
  type CommittedRelease,
  forecastReturns,
  longestHorizon,
  settledAt,
} from './committed-release.ts';
import type { CommittedBaseline } from './commitment.ts';
import { sha256OfColumns } from './hash.ts';
import type { CardOutcomes, OutcomeBody, ScenarioOutcome } from './outcome-entry.ts';

export interface Settling {
  readonly release: CommittedRelease;
  readonly releaseHash: string;
  readonly horizonHours: number;
  /** As `committedBaselines` made them; empty where the commitment does not cover them (schema 1). */
  readonly baselines: readonly CommittedBaseline[];
  readonly shadow: ShadowCards | null;
  /** What was known at the cutoff; needed with the longest horizon alone. */
  readonly history: History | null;
  /** Bars of the release's length, closed ones alone; others than those from the cutoff on are ignored. */
  readonly candles: Candles;
  readonly venue: string;
  readonly late: boolean;
}

/**
 * The outcome of one horizon; `void` where the bar closing at the target is missing.
 *
 * @throws RangeError when the release has no such horizon
 */
export function outcomeOf(from: Settling): OutcomeBody {
  const { release, horizonHours, baselines, venue, late } = from;
  const forecast = horizonOf(release, horizonHours);
  const { after, price } = settlingBars(from.candles, release, horizonHours);
  const logReturn = price === null || release.basePrice === null ? null : Math.log(price / release.basePrice);
  const scored = (quantiles: ArrayLike<number>, pUp: number) =>
    logReturn === null ? null : forecastScores(quantiles, pUp, logReturn);
  const longest = horizonHours === longestHorizon(release);
  return {
    releaseId: release.releaseId,
    symbol: release.symbol,
    stream: release.stream,
    horizonHours,
    releaseHash: from.releaseHash,
    targetTime: new Date(targetOf(release, horizonHours)).toISOString(),
    status: logReturn === null ? 'void' : 'resolved',
    late,
    venue,
    candles: {
      end: settledAt(release, horizonHours),
      bars: candleCount(after),
      sha256: candlesSha256(after),
    },
    price,
    logReturn,
    scores: scored(forecastReturns(release, forecast), forecast.pUp),
    baselines: baselines.map((baseline) => ({
      ...baseline,
      scores: scored(forecastReturns(release, baseline), baseline.pUp),
    })),
    scenarios: longest ? scenarioOutcome(from, after) : null,
    cards: longest ? cardOutcomes(from, after) : null,
  };
}

/** The bars from the cutoff to the moment of settling, and the close at the target; null where its bar is missing. */
export function settlingBars(
  candles: Candles,
  release: CommittedRelease,
  horizonHours: number,
): { readonly after: Candles; readonly price: number | null } {
  const after = candlesBetween(candles, Date.parse(release.cutoff), settledAt(release, horizonHours));
  return { after, price: closeAt(after, targetOf(release, horizonHours)) };
}

function targetOf({ cutoff }: CommittedRelease, horizonHours: number): EpochMs {
  return Date.parse(cutoff) + horizonHours * HOUR_MS;
}

/** Over open times, prices and volumes, to the bit. */
export function candlesSha256(candles: Candles): string {
  const columns = CANDLE_COLUMNS.map((name) => candles[name]);
  return sha256OfColumns([candles.symbol, candles.barMs], columns);
}

/** Whether every bar that an outcome wants is there: the closing one, with the longest horizon all of them. */
export function isSettled(candles: Candles, release: CommittedRelease, horizonHours: number): boolean {
  const cutoff = Date.parse(release.cutoff);
  const end = settledAt(release, horizonHours);
  if (horizonHours !== longestHorizon(release)) return closeAt(candles, end) !== null;
  return candleCount(candlesBetween(candles, cutoff, end)) === (end - cutoff) / candles.barMs;
}

export function horizonOf(release: CommittedRelease, horizonHours: number): CommittedForecast {
  const forecast = release.forecasts.find((each) => each.horizonHours === horizonHours);
  if (!forecast) throw new RangeError(`${release.releaseId} has no forecast of ${horizonHours} h`);
  return forecast;
}

function candlesBetween(candles: Candles, start: EpochMs, end: EpochMs): Candles {
  const from = candles.openTime.findIndex((time) => time >= start);
  const to = candles.openTime.findLastIndex((time) => time < end) + 1;
  return sliceCandles(candles, from < 0 ? to : from, to);
}

function closeAt({ openTime, close, barMs }: Candles, at: EpochMs): number | null {
  const row = openTime.indexOf(at - barMs);
  return row < 0 ? null : close[row];
}

function scenarioOutcome({ release, history }: Settling, after: Candles): ScenarioOutcome | null {
  const { frame, basePrice } = release;
  if (frame === null || basePrice === null) return null;
  if (history === null) throw new RangeError(`the scenarios of ${release.releaseId} need the bars before its cutoff`);
  const resolution = resolveScenario(after, frame);
  if (resolution === 'void') return { happened: 'void' };
  const { id, flagged } = resolution;
  const per10k = climatologyPer10k(history, frame, basePrice);
  return {
    happened: id,
    flagged,
    scores: classScores(committedPer10k(release), id),
    climatology: { per10k, scores: classScores(per10k, id) },
    fixed: classScores(FIXED_PER_10K, id),
  };
}

function cardOutcomes({ release, shadow }: Settling, after: Candles): CardOutcomes {
  const settled = (plan: TradePlan) => settle(plan, after, Date.parse(release.cutoff));
  const { plan, action } = release.card;
  return {
    advice: plan && action !== 'NO-TRADE' ? settled(plan) : null,
    shadow: shadow && { plans: shadow, long: settled(shadow.long), short: settled(shadow.short) },
  };
}
