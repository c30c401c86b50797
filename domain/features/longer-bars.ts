import type { Bars } from '../indicators/indicator.ts';
import type { History } from '../market/history.ts';

/**
 * Bars of `factor` base bars each, the last of which closes at the cutoff: no bar is open, whatever the hour. A longer
 * bar with a base bar missing is missing. Shape (⌊length / factor⌋); older base bars that do not fill one are left out.
 */
export function longerBars(history: History, factor: number): Bars {
  const length = Math.floor(history.length / factor);
  const column = () => new Float64Array(length).fill(Number.NaN);
  const longer = { open: column(), high: column(), low: column(), close: column(), volume: column() };
  const offset = history.length - length * factor;
  for (let k = 0; k < length; k++) put(longer, k, history, offset + k * factor, factor);
  return longer;
}

function put(longer: Bars, k: number, history: History, from: number, factor: number): void {
  const to = from + factor;
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  let volume = 0;
  for (let i = from; i < to; i++) {
    high = Math.max(high, history.high[i]);
    low = Math.min(low, history.low[i]);
    volume += history.volume[i];
  }
  longer.open[k] = history.open[from];
  longer.high[k] = high;
  longer.low[k] = low;
  longer.close[k] = history.close[to - 1];
  longer.volume[k] = volume;
}
