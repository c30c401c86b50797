import type { History } from '../../market/history.ts';
import { logCloses } from '../returns.ts';
import { SigmaAhead, type Spread } from '../spread.ts';
import type { Yardstick } from './smoothing-loss.ts';

/** Smoothing is fitted to the last twelve weeks. */
const FITTED_BARS = 2000;
/** Where normal errors lose 5 % of efficiency (Huber 1964). */
const BEND = 1.345;

/**
 * What a smoothing of the log-price is fitted to: its errors count in units of the σ known before each bar, the largest
 * in proportion. Fitted by plain squares in the middle of a crash, a trend is found that goes on falling.
 */
export function recentLogs(
  history: History,
  spread: Spread,
): { readonly logs: Float64Array; readonly yardstick: Yardstick } {
  const sigmas = new SigmaAhead(history, spread).ofEachBar().subarray(-FITTED_BARS);
  return { logs: logCloses(history).subarray(-FITTED_BARS), yardstick: { sigmas, bend: BEND } };
}
