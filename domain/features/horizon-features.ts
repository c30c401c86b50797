/** F043: return, volatility, range, trend and place in the range, on bars of 1, 4 and 24 hours that end at the cutoff. */
import { ATR } from '../indicators/atr.ts';
import { EMA } from '../indicators/ema.ts';
import { latest } from '../indicators/run.ts';
import { HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import type { Feature } from './feature.ts';
import { longerBars } from './longer-bars.ts';
import { feature, lastBars, type PresentBars, presentBars, whyNot } from './reading.ts';

const HORIZONS_HOURS = [1, 4, 24] as const;
const WINDOW_BARS = 20;
const ATR_BARS = 14;

/** Every F043 feature as of the cutoff, in a fixed order. `history` has bars of one hour or a whole fraction of it. */
export function horizonFeatures(history: History): Feature[] {
  return HORIZONS_HOURS.flatMap((hours) => {
    const factor = (hours * HOUR_MS) / history.barMs;
    const bars = presentBars(longerBars(history, factor), history.cutoff);
    return [horizonReturn(history, hours, factor), ...horizonReadings(bars, hours)];
  });
}

/** Log-return over the horizon. */
function horizonReturn({ close, length }: History, hours: number, factor: number): Feature {
  const value = length > factor ? Math.log(close[length - 1] / close[length - 1 - factor]) : Number.NaN;
  const reason = length > factor ? `the bar at one end of the last ${hours} h is missing` : whyNot(factor + 1, length);
  return feature(`ret_${hours}h`, 'horizon', value, reason);
}

function horizonReadings(bars: PresentBars, hours: number): Feature[] {
  const close = bars.close[bars.length - 1];
  const read = (name: string, needs: number, compute: () => number) => {
    const value = bars.lastMissing === null && bars.length >= needs ? compute() : Number.NaN;
    const reason = bars.lastMissing ?? whyNot(needs, bars.length);
    return feature(`${name}_${hours}h`, 'horizon', value, hours > 1 ? `on bars of ${hours} h: ${reason}` : reason);
  };
  return [
    read('vol_std', WINDOW_BARS + 1, () => returnDeviation(lastBars(bars, WINDOW_BARS + 1).close)),
    read('atr_pct', ATR_BARS + 1, () => (100 * latest(ATR, bars, { period: ATR_BARS })[0]) / close),
    read('ema_dev_pct', WINDOW_BARS, () => 100 * (close / latest(EMA, bars, { period: WINDOW_BARS })[0] - 1)),
    read('price_position', WINDOW_BARS, () => placeInRange(lastBars(bars, WINDOW_BARS), close)),
  ];
}

/** Sample standard deviation of the log-returns between consecutive closes. */
function returnDeviation(closes: Float64Array): number {
  const returns = closes.slice(1).map((close, k) => Math.log(close / closes[k]));
  const mean = returns.reduce((sum, r) => sum + r, 0) / returns.length;
  return Math.sqrt(returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (returns.length - 1));
}

/** 0 at the lowest low, 1 at the highest high. */
function placeInRange({ high, low }: { high: Float64Array; low: Float64Array }, close: number): number {
  const bottom = Math.min(...low);
  return (close - bottom) / (Math.max(...high) - bottom);
}
