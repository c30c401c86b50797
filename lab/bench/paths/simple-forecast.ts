/** Published forecasts of the simplest honest kind, to judge what is built on any: climatology scaled by volatility and hour. */
import type { PublishedForecast } from '../../../domain/ensemble/published.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { type History, logReturns } from '../../../domain/market/history.ts';
import { gridQuantiles, sortedFinite } from '../../../domain/numeric/quantiles.ts';

const HALF_LIFE_BARS = 48;

export interface Direction {
  readonly pUp: number;
  readonly baseRate: number;
  readonly directional: boolean;
  readonly decisions: number;
}

/** No claim about direction. */
const COIN_FLIP: Direction = { pUp: 0.5, baseRate: 0.5, directional: false, decisions: 700 };

/** EWMA σ of hourly returns times the hours' usual σ, times the quantiles of past return/width; hourly history. */
export function simpleForecasts(
  history: History,
  horizonsHours: readonly number[],
  direction: (horizonHours: number) => Direction = () => COIN_FLIP,
): PublishedForecast[] {
  const sigmas = ewmaSigmas(history);
  const square = hourSquares(history);
  return horizonsHours.map((horizonHours) => {
    const returns = logReturns(history, horizonHours);
    const width = (from: number) => sigmas[from] * Math.sqrt(ahead(square, history, from, horizonHours));
    const standardised = returns.map((r, i) => (i < horizonHours + 168 ? Number.NaN : r / width(i - horizonHours)));
    const quantiles = gridQuantiles(sortedFinite(standardised)).map((q) => q * width(history.length - 1));
    const { pUp, baseRate, directional, decisions } = direction(horizonHours);
    return {
      horizonHours,
      quantiles: Array.from(quantiles),
      pUp,
      directional,
      directionProven: directional,
      baselines: [{ name: 'climatology', quantiles: Array.from(quantiles), pUp: baseRate }],
      members: [],
      method: 'ensemble' as const,
      abstention: 0,
      walkForward: { decisions, from: '', to: '', crpsSkillVsClimatology: 0, coverage80: 0.8 },
    };
  });
}

/** σ of the next bar as known at the close of each; shape (length). */
export function ewmaSigmas(history: History): Float64Array {
  const returns = logReturns(history, 1);
  const decay = 0.5 ** (1 / HALF_LIFE_BARS);
  let variance = Number.NaN;
  return returns.map((r) => {
    if (Number.isFinite(r)) variance = Number.isNaN(variance) ? r * r : decay * variance + (1 - decay) * r * r;
    return Math.sqrt(variance);
  });
}

/** Mean squared hourly return by UTC hour, against that of all; shape (24). */
function hourSquares(history: History): Float64Array {
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  logReturns(history, 1).forEach((r, i) => {
    if (!Number.isFinite(r)) return;
    sums[hourOf(history, i)] += r * r;
    counts[hourOf(history, i)]++;
  });
  const overall = sums.reduce((a, b) => a + b, 0) / counts.reduce((a, b) => a + b, 0);
  return sums.map((sum, hour) => sum / counts[hour] / overall);
}

/** Sum of the hours' shares over the bars after `from`. */
function ahead(squares: Float64Array, history: History, from: number, bars: number): number {
  let sum = 0;
  for (let bar = from + 1; bar <= from + bars; bar++) sum += squares[hourOf(history, bar)];
  return sum;
}

function hourOf({ firstOpenTime, barMs }: History, bar: number): number {
  return ((firstOpenTime + bar * barMs) / HOUR_MS) % 24;
}
