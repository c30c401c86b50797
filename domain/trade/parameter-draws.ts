/** How far off the forecast's own parameters may be: the part of an expected value's error that more paths do not cure. */
import type { PublishedForecast } from '../ensemble/published.ts';
import { DAY_MS } from '../market/candles.ts';
import { earlier, type History, logReturns } from '../market/history.ts';
import type { Rng } from '../numeric/random.ts';

/** One way the parameters could as well have come out. */
export interface ParameterDraw {
  /** Factor on the width. */
  readonly scale: number;
  /** Added to the lean, by horizon in hours. */
  readonly leanError: ReadonlyMap<number, number>;
}

const WIDTH_DAYS = 90;
/** Decisions twelve hours apart; longer horizons overlap and count for less. */
const HOURS_BETWEEN_DECISIONS = 12;
/** Assumed where a forecast does not say how often it was tried (METHODS §7: fewer say nothing). */
const FEWEST_DECISIONS = 85;

/**
 * Width: days of the last 90 resampled with replacement (a block bootstrap of squared returns). Lean: the binomial error
 * of p_up over the decisions that the evidence rests on, and none where no direction is claimed.
 */
export function parameterDraws(
  history: History,
  forecasts: readonly PublishedForecast[],
  rng: Rng,
  draws: number,
): ParameterDraw[] {
  const days = dailyVariances(history);
  const leanErrors = forecasts.map((forecast) => [forecast.horizonHours, leanErrorOf(forecast)] as const);
  return Array.from({ length: draws }, () => ({
    scale: resampledScale(days, rng),
    leanError: new Map(leanErrors.map(([hours, error]) => [hours, error * rng.normal()])),
  }));
}

function dailyVariances(history: History): number[] {
  const barsPerDay = Math.round(DAY_MS / history.barMs);
  const recent = earlier(history, history.cutoff, WIDTH_DAYS * barsPerDay + 1);
  const returns = logReturns(recent, 1);
  const sums: number[] = [];
  for (let start = 1; start + barsPerDay <= returns.length; start += barsPerDay) {
    const present = returns.subarray(start, start + barsPerDay).filter(Number.isFinite);
    if (present.length > 0) sums.push(present.reduce((sum, r) => sum + r * r, 0) / present.length);
  }
  return sums;
}

function resampledScale(days: readonly number[], rng: Rng): number {
  const whole = days.reduce((sum, day) => sum + day, 0);
  if (!(whole > 0)) return 1;
  const drawn = days.reduce((sum) => sum + days[rng.below(days.length)], 0);
  return Math.sqrt(drawn / whole);
}

function leanErrorOf({ directionProven, pUp, horizonHours, walkForward }: PublishedForecast): number {
  if (!directionProven) return 0;
  const overlap = Math.max(1, horizonHours / HOURS_BETWEEN_DECISIONS);
  const decisions = Math.max(1, (walkForward?.decisions ?? FEWEST_DECISIONS) / overlap);
  return Math.sqrt((pUp * (1 - pUp)) / decisions);
}
