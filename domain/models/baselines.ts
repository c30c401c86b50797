/**
 * The yardsticks of METHODS §2, frozen as `baseline-v1`: whoever changes a number here changes what skill means, for
 * every past and future release. They are not members, though two members say the same.
 */
import { AlmanacError } from '../errors.ts';
import { HOUR_MS } from '../market/candles.ts';
import { type History, logReturns } from '../market/history.ts';
import { gridQuantiles } from '../numeric/quantiles.ts';
import { sortedFast } from '../numeric/sort.ts';
import { moved } from './answer.ts';
import { symmetricQuantiles } from './random-walk.ts';
import { FEWEST_BARS, returnsEndingWithin, YEAR_BARS } from './returns.ts';

export const BASELINE_VERSION = 'baseline-v1';

export interface BaselineForecast {
  readonly name: string;
  /** Log-returns on LEVELS, shape (103). */
  readonly quantiles: Float64Array;
  readonly pUp: number;
}

const HALF_LIFE_BARS = 72;
/** Bars that only warm the average up. */
const WARM_UP_BARS = 168;
const HOURS_AROUND = 1;

/**
 * Climatology, random walk, plain volatility and hourly climatology at the cutoff of hourly history; one list per
 * horizon, in this order. A return with a missing end is left out.
 *
 * Throws `data.too-little-history` when less than 90 days (a week of them may be missing bars) lie before the cutoff.
 *
 * @example baselineForecasts(history, [4, 12, 24])[0].map(({ name }) => name) // climatology, random-walk, …
 */
export function baselineForecasts(history: History, horizonsBars: readonly number[]): BaselineForecast[][] {
  const sigma = plainSigma(logReturns(history, 1));
  return horizonsBars.map((horizonBars) => {
    const year = returnsEndingWithin(history, horizonBars, YEAR_BARS);
    checkEnough(history, year.length, horizonBars);
    const sorted = sortedFast(year);
    return [
      { name: 'climatology', quantiles: gridQuantiles(sorted), pUp: shareUp(sorted) },
      { name: 'random-walk', quantiles: symmetricQuantiles(year), pUp: 0.5 },
      plainVolatility(history, sigma, horizonBars),
      hourlyClimatology(history, horizonBars),
    ];
  });
}

function checkEnough({ symbol, cutoff }: History, found: number, horizonBars: number): void {
  if (found >= FEWEST_BARS) return;
  throw new AlmanacError(
    'data.too-little-history',
    `The baselines of ${symbol} need ${FEWEST_BARS} returns over ${horizonBars} bars, ${found} are there. Load at least 90 days.`,
    { symbol, cutoff, horizonBars, found, needed: FEWEST_BARS },
  );
}

/** Square root of the EWMA of squared hourly returns, weights normalised, as known at each bar's close. */
function plainSigma(hourly: Float64Array): Float64Array {
  const keep = 0.5 ** (1 / HALF_LIFE_BARS);
  let sum = 0;
  let weight = 0;
  return hourly.map((move) => {
    if (!Number.isNaN(move)) {
      sum = keep * sum + move * move;
      weight = keep * weight + 1;
    }
    return weight > 0 ? Math.sqrt(sum / weight) : Number.NaN;
  });
}

/** σ now times the quantiles of past return/σ over 730 days (the first week only warms σ up). */
function plainVolatility(history: History, sigma: Float64Array, horizonBars: number): BaselineForecast {
  const returns = logReturns(history, horizonBars);
  const from = Math.max(WARM_UP_BARS + horizonBars, history.length - 2 * YEAR_BARS - 1);
  const scaled = new Float64Array(history.length - from);
  for (let i = 0; i < scaled.length; i++) {
    const before = sigma[from + i - horizonBars];
    scaled[i] = before > 0 ? returns[from + i] / before : returns[from + i] === 0 ? 0 : Number.NaN;
  }
  const sorted = sortedFast(scaled.filter(Number.isFinite));
  const quantiles = moved(gridQuantiles(sorted), 0, sigma[history.length - 1]);
  return { name: 'plain-volatility', quantiles, pUp: shareUp(sorted) };
}

/** Climatology of the decisions at this UTC hour of the day and the hours next to it. */
function hourlyClimatology(history: History, horizonBars: number): BaselineForecast {
  const returns = logReturns(history, horizonBars);
  const from = Math.max(0, history.length - YEAR_BARS - 1);
  const decisionHour = history.cutoff / HOUR_MS;
  const sample = returns.subarray(from).filter((move, i) => {
    const hour = decisionHour - (history.length - 1 - from - i) - horizonBars;
    const apart = (((hour - decisionHour) % 24) + 24) % 24;
    return Number.isFinite(move) && Math.min(apart, 24 - apart) <= HOURS_AROUND;
  });
  const sorted = sortedFast(sample);
  return { name: 'hourly-climatology', quantiles: gridQuantiles(sorted), pUp: shareUp(sorted) };
}

function shareUp(sorted: Float64Array): number {
  let up = 0;
  for (let i = sorted.length - 1; i >= 0 && sorted[i] > 0; i--) up++;
  return up / sorted.length;
}
