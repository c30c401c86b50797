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
  const [open, high, low, close] = [history.open, history.high, history.low, history.close].map((column) =>
    logsFrom(column, from),
  );
  const day = (DEADLINE_HOURS * HOUR_MS) / history.barMs;
  const [above, below] = [Math.log(frame.upper / basePrice), Math.log(frame.lower / basePrice)];
  const counts = SCENARIO_IDS.map(() => 0);
  let windows = 0;
  let lastGap = close.subarray(0, day).findLastIndex(Number.isNaN);
  for (let at = 0; at + day < close.length; at++) {
    const end = close[at + day];
    if (Number.isNaN(end)) lastGap = at + day;
    if (lastGap >= at) continue;
    const [upper, lower] = [close[at] + above, close[at] + below];
    const touch = firstTouch({ open, high, low }, at + 1, at + day + 1, upper, lower);
    counts[SCENARIO_IDS.indexOf(scenarioOf(touch?.nearer ?? null, end, upper, lower))]++;
    windows++;
  }
  const shares = counts.map((count) => (count + 1) / (windows + SCENARIO_IDS.length));
  return largestRemainder(shares, 10_000);
}

function logsFrom(column: Float64Array, from: number): Float64Array {
  const logs = new Float64Array(column.length - from);
  for (let i = 0; i < logs.length; i++) logs[i] = Math.log(column[from + i]);
  return logs;
}
