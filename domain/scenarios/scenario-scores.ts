/** What the five probabilities of a release were worth, beside two forecasters who know nothing of the day (METHODS §5). */
import { HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { multiClassBrier } from '../scoring/brier.ts';
import { multiClassLogScore } from '../scoring/log-score.ts';
import { firstTouch } from './first-touch.ts';
import { largestRemainder } from './largest-remainder.ts';
import { scenarioOf } from './outcome.ts';
import { DEADLINE_HOURS, SCENARIO_IDS, type ScenarioFrame, type ScenarioId } from './scenario.ts';

/** In the order of SCENARIO_IDS. */
export const FIXED_PER_10K: readonly number[] = [2_500, 2_000, 3_000, 1_500, 1_000];

const YEAR_BARS = 365 * 24;

export interface ClassScores {
  readonly brier: number;
  readonly logScore: number;
}

/** `per10k`: ten-thousandths in the order of SCENARIO_IDS, each above 0. */
export function classScores(per10k: readonly number[], happened: ScenarioId): ClassScores {
  const probabilities = per10k.map((share) => share / 10_000);
  const at = SCENARIO_IDS.indexOf(happened);
  return { brier: multiClassBrier(probabilities, at), logScore: multiClassLogScore(probabilities, at) };
}

/**
 * How often each event came, at barriers as far from the price in logarithms, after every hour of the past 365 days whose 24
 * hours were over at the cutoff and are all there: (count + 1)/(N + 5) in ten-thousandths that sum to 10,000.
 */
export function climatologyPer10k(history: History, frame: ScenarioFrame, basePrice: number): number[] {
  const from = Math.max(0, history.length - YEAR_BARS - 1);
  const year = (column: Float64Array) => column.subarray(from).map(Math.log);
  const bars = { open: year(history.open), high: year(history.high), low: year(history.low) };
  const close = year(history.close);
  const day = (DEADLINE_HOURS * HOUR_MS) / history.barMs;
  const [above, below] = [Math.log(frame.upper / basePrice), Math.log(frame.lower / basePrice)];
  const whole = lastGap(close);
  const counts = SCENARIO_IDS.map(() => 0);
  let windows = 0;
  for (let at = 0; at + day < close.length; at++) {
    if (whole[at + day] >= at) continue;
    const [upper, lower] = [close[at] + above, close[at] + below];
    const touch = firstTouch(bars, at + 1, at + day + 1, upper, lower);
    counts[SCENARIO_IDS.indexOf(scenarioOf(touch?.nearer ?? null, close[at + day], upper, lower))]++;
    windows++;
  }
  const shares = counts.map((count) => (count + 1) / (windows + SCENARIO_IDS.length));
  return largestRemainder(shares, 10_000);
}

/** Index of the last missing bar up to each bar, −1 before the first; shape (length). */
function lastGap(close: Float64Array): Int32Array {
  let last = -1;
  return Int32Array.from(close, (value, i) => {
    if (Number.isNaN(value)) last = i;
    return last;
  });
}
