import { type Candles, type EpochMs, HOUR_MS } from '../market/candles.ts';
import { type Barrier, firstTouch, type LogBars, type Touch } from './first-touch.ts';
import { scenarioOf } from './outcome.ts';
import { DEADLINE_HOURS, type ScenarioFrame, type ScenarioId } from './scenario.ts';

export interface Resolution {
  readonly id: ScenarioId;
  /** One bar touched both barriers first and nothing finer could tell which: the one nearer its open was taken. */
  readonly flagged: boolean;
}

/**
 * What became of a frame (METHODS §5). `bars`: candles of the release's bar length that cover the 24 hours before the
 * deadline, others are ignored; `finer`: candles of a shorter length, used only for a bar that touches both barriers.
 * `void` when a bar is missing: it is counted, never filled.
 *
 * @example resolveScenario(hourly, frame, minutes) // { id: 'up-fades', flagged: false }
 */
export function resolveScenario(bars: Candles, frame: ScenarioFrame, finer?: Candles): Resolution | 'void' {
  const [from, to] = rowsBetween(bars, frame.deadline - DEADLINE_HOURS * HOUR_MS, frame.deadline);
  if (to - from !== (DEADLINE_HOURS * HOUR_MS) / bars.barMs) return 'void';
  const [upper, lower] = [Math.log(frame.upper), Math.log(frame.lower)];
  const touch = firstTouch(logBars(bars, from, to), 0, to - from, upper, lower);
  const decided = touch?.both ? decide(touch, bars.openTime[from + touch.at], bars.barMs, frame, finer) : touch;
  const first: Barrier | null = decided?.nearer ?? null;
  return { id: scenarioOf(first, Math.log(bars.close[to - 1]), upper, lower), flagged: decided?.both ?? false };
}

/** The touch inside a bar as finer candles tell it, the bar's own where they do not. */
function decide(touch: Touch, openTime: EpochMs, barMs: number, frame: ScenarioFrame, finer?: Candles): Touch {
  if (!finer) return touch;
  const [from, to] = rowsBetween(finer, openTime, openTime + barMs);
  return firstTouch(logBars(finer, from, to), 0, to - from, Math.log(frame.upper), Math.log(frame.lower)) ?? touch;
}

function rowsBetween({ openTime }: Candles, start: EpochMs, end: EpochMs): [number, number] {
  let from = 0;
  while (from < openTime.length && openTime[from] < start) from++;
  let to = from;
  while (to < openTime.length && openTime[to] < end) to++;
  return [from, to];
}

function logBars(candles: Candles, from: number, to: number): LogBars {
  const logs = (column: Float64Array) => column.subarray(from, to).map(Math.log);
  return { open: logs(candles.open), high: logs(candles.high), low: logs(candles.low) };
}
