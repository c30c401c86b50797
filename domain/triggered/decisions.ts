/** What a triggered release loads and learns from: as ensemble/boundary.ts says of planned ones, on bars of five minutes. */
import { DAY_MS, type EpochMs, FIVE_MINUTES_MS } from '../market/candles.ts';
import { WEEK_MS } from '../market/week.ts';
import { YEAR_BARS } from './baselines.ts';

/** A year for the baselines, and the week before it in which a trigger knows its σ. */
export const TRIGGERED_HISTORY_BARS = YEAR_BARS + (8 * DAY_MS) / FIVE_MINUTES_MS;
/** Three weeks: two of them before the last Monday, which the volatility models need. */
export const FEWEST_TRIGGERED_BARS = (3 * WEEK_MS) / FIVE_MINUTES_MS;

/** As far back as what is learned from reaches (LEARNING_BARS): some 170 triggers. */
const TRIGGER_WEEKS = 8;
const STEP_WEEKS = 4;
/** Sixty-five minutes, so that within half a day every five minutes of the hour are met. */
const STEP_MS = 13 * FIVE_MINUTES_MS;

/**
 * The decisions that a triggered release learns from: the triggers of the eight weeks before a boundary whose outcome
 * over `longestHorizonMs` is known at it. What follows a trigger is wilder than any width model expects: learned
 * from all hours, 80 % intervals held 65 %. `moments`: as `triggerMoments` gives them, or more of them.
 */
export function learnedTriggers(moments: readonly EpochMs[], boundary: EpochMs, longestHorizonMs: number): EpochMs[] {
  const last = boundary - longestHorizonMs;
  return moments.filter((moment) => moment > last - TRIGGER_WEEKS * WEEK_MS && moment <= last);
}

/**
 * The decisions that a forecast for 30 or 60 minutes at any other moment learns from: every 65 minutes of the four weeks
 * before. Ascending; a decision is the same instant from whichever boundary it is seen.
 */
export function learnedSteps(boundary: EpochMs, longestHorizonMs: number): EpochMs[] {
  const last = boundary - longestHorizonMs;
  const first = last - STEP_WEEKS * WEEK_MS;
  const decisions: EpochMs[] = [];
  for (let step = Math.floor(first / STEP_MS) + 1; step * STEP_MS <= last; step++) decisions.push(step * STEP_MS);
  return decisions;
}
