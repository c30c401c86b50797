/**
 * The yardsticks of forecasts for 30 and 60 minutes (METHODS §2): what followed moments like this one. Whoever changes a
 * number here changes what skill means for every triggered release.
 */
import { DAY_MS, FIVE_MINUTES_MS } from '../market/candles.ts';
import { type History, logReturns } from '../market/history.ts';
import { gridQuantiles, quantileSorted } from '../numeric/quantiles.ts';
import { sortedFast } from '../numeric/sort.ts';
import { AlmanacError } from '../errors.ts';
import { FEWEST_SAMPLE } from '../models/answer.ts';
import type { BaselineForecast } from '../models/baselines.ts';
import { SpanMeans } from '../models/calmed-variances.ts';
import { HOUR_BARS, triggersOf } from './trigger.ts';

/** The one that skill is told against. */
export const TRIGGERED_REFERENCE = 'conditional-climatology';

export const YEAR_BARS = (365 * DAY_MS) / FIVE_MINUTES_MS;
/** Fewer returns after the trigger than these are not a distribution. */
const FEWEST_AFTER_TRIGGER = 100;
const DECILES = 10;

/**
 * Per horizon: `climatology` (all returns that end within the past 365 days), `conditional-climatology`, and what that one
 * is made of: `same-volatility` (returns that began in the same decile of 60-minute realised volatility as now) or, where
 * the trigger fires at the cutoff and at least 100 returns after it are known, `after-trigger`. All from five-minute
 * bars, at most 365 days of them. Throws `data.too-little-history` where there are fewer than 200 of either.
 *
 * @example triggeredBaselines(history, [6, 12])[0].map(({ name }) => name) // climatology, conditional-climatology, …
 */
export function triggeredBaselines(history: History, horizonsBars: readonly number[]): BaselineForecast[][] {
  const triggers = triggersOf(history);
  const now = history.length - 1;
  const alike = triggers[now] === 1 ? (bar: number) => triggers[bar] === 1 : null;
  const asLively = inSameDecile(history);
  return horizonsBars.map((horizonBars) => {
    const following = followingReturns(history, horizonBars);
    const everything = following(() => true);
    const sameVolatility = following(asLively);
    if (sameVolatility.length < FEWEST_SAMPLE) throw tooLittle(history, sameVolatility.length, horizonBars);
    const afterTrigger = alike ? following(alike) : new Float64Array(0);
    const lively = baseline('same-volatility', sameVolatility);
    const own = afterTrigger.length >= FEWEST_AFTER_TRIGGER ? baseline('after-trigger', afterTrigger) : lively;
    return [
      baseline('climatology', everything),
      { ...own, name: TRIGGERED_REFERENCE },
      lively,
      ...(own === lively ? [] : [own]),
    ];
  });
}

/** The returns over the horizon that began at chosen bars and ended within the past 365 days; those with a missing end left out. */
function followingReturns(history: History, horizonBars: number): (began: (bar: number) => boolean) => Float64Array {
  const returns = logReturns(history, horizonBars);
  const first = Math.max(horizonBars, history.length - YEAR_BARS - 1);
  return (began) => returns.subarray(first).filter((move, i) => !Number.isNaN(move) && began(first + i - horizonBars));
}

/** Whether 60-minute realised volatility at a bar lies in the decile of the present one, among those of the past 365 days. */
function inSameDecile(history: History): (bar: number) => boolean {
  const squares = new SpanMeans(logReturns(history, 1).map((move) => move * move));
  const realised = Float64Array.from({ length: history.length }, (_, bar) =>
    bar < HOUR_BARS ? Number.NaN : squares.mean(bar + 1 - HOUR_BARS, bar + 1),
  );
  const now = realised[history.length - 1];
  const year = realised.subarray(Math.max(0, history.length - YEAR_BARS));
  const sorted = sortedFast(year.filter(Number.isFinite));
  const below = sorted.findIndex((other) => other >= now);
  const decile = Math.min(DECILES - 1, Math.floor((DECILES * below) / sorted.length));
  const [low, high] = [decile, decile + 1].map((edge) => quantileSorted(sorted, edge / DECILES));
  return (bar) => realised[bar] >= low && realised[bar] <= high;
}

function baseline(name: string, returns: Float64Array): BaselineForecast {
  const sorted = sortedFast(returns);
  return { name, quantiles: gridQuantiles(sorted), pUp: sorted.filter((move) => move > 0).length / sorted.length };
}

function tooLittle({ symbol, cutoff }: History, found: number, horizonBars: number): AlmanacError {
  return new AlmanacError(
    'data.too-little-history',
    `The baselines of ${symbol} need ${FEWEST_SAMPLE} returns over ${horizonBars} bars at a volatility like this, ${found} are there. Load at least 21 days of five-minute bars.`,
    { symbol, cutoff, horizonBars, found, needed: FEWEST_SAMPLE },
  );
}
