/** When learned state is recomputed, and what it is named after (DESIGN §10, METHODS §12). */
import { DAY_MS, type EpochMs, HOUR_MS } from '../market/candles.ts';
import { dayText } from '../market/moments.ts';
import { WEEK_MS, weeklyBoundary } from '../market/week.ts';
import { roleOf } from '../models/registry.ts';
import { type Recipe, RECIPE, recipeId } from './recipe.ts';

/** Hourly bars that learning looks back over: what a release loads, less the week that may have passed since. */
export const LEARNING_BARS = 17_352;

/** Half a year of decisions, twice a day: enough for 80 % coverage to be told from 75 % at each horizon. */
export const LEARNING_WEEKS = 26;

/** What is learned is a function of candles alone: the seed of a release has no part in it. */
export const LEARNING_SEED = 'learn';

/**
 * The decisions that are replayed to learn from, ascending: two a day, twelve hours apart, whose outcomes are all known
 * at the boundary (the longest horizon is `longestHorizonMs`). The hour moves on by one each day (0 and 12, 1 and 13, …),
 * so that within twelve days every hour of the day is met: what is learned serves planned slots in any zone, both sides
 * of daylight saving, and manual releases at any hour. A decision is the same instant from whichever boundary it is seen.
 */
export function learningDecisions(boundary: EpochMs, weeks: number, longestHorizonMs: number = DAY_MS): EpochMs[] {
  const last = boundary - longestHorizonMs;
  const first = last - weeks * WEEK_MS;
  const decisions: EpochMs[] = [];
  for (let day = Math.floor(first / DAY_MS); day * DAY_MS <= last; day++) {
    const morning = day * DAY_MS + (day % 12) * HOUR_MS;
    decisions.push(morning, morning + 12 * HOUR_MS);
  }
  return decisions.filter((decision) => decision > first && decision <= last);
}

/** One week of four tells enough of what a reserve member is worth. */
const RESERVE_EVERY_WEEKS = 4;

/** Those decisions at which a member is rehearsed: whole weeks, the same ones from whichever boundary. */
export function rehearsalsOf(model: string, decisions: readonly EpochMs[]): EpochMs[] {
  return decisions.filter((decision) => isRehearsed(model, decision));
}

export function isRehearsed(model: string, decision: EpochMs): boolean {
  const every = roleOf(model) === 'core' ? 1 : RESERVE_EVERY_WEEKS;
  return Math.floor(weeklyBoundary(decision) / WEEK_MS) % every === 0;
}

/**
 * Name of a learned state: the same candles up to the boundary, code, horizons and recipe give the same name, anything else
 * another. Letters, digits, `-` and `_` only.
 */
export function learnedKey(of: {
  /** SHA-256 (hex) of the candles up to the boundary. */
  readonly candleHash: string;
  readonly codeVersion: string;
  readonly horizonsHours: readonly number[];
  readonly boundary: EpochMs;
  readonly recipe: Recipe;
}): string {
  const week = dayText(of.boundary);
  const code = of.codeVersion.replaceAll(/[^A-Za-z0-9]/g, '-');
  return `${week}_${of.horizonsHours.join('-')}h_${code}${recipePart(of.recipe)}_${of.candleHash}`;
}

/** Nothing for what most run: the states that are stored already keep their names. */
function recipePart(recipe: Recipe): string {
  return recipeId(recipe) === recipeId(RECIPE) ? '' : `_${recipeId(recipe)}`;
}
