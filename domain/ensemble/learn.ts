import { type Direction, directionsOf, NO_DIRECTION } from '../calibration/direction.ts';
import { PAST_MOVES, PastMoves } from '../calibration/past-moves.ts';
import { hourSpreads } from '../calibration/hour-of-day.ts';
import { weeklyBoundary } from '../market/week.ts';
import { levelIndex } from '../numeric/levels.ts';
import { cdfAt } from '../numeric/distribution.ts';
import { type EpochMs, HOUR_MS } from '../market/candles.ts';
import { type History, earlier, logReturns } from '../market/history.ts';
import { isCovered } from '../scoring/coverage.ts';
import { type CoverageWatch, watchCoverage } from '../scoring/coverage-alarm.ts';
import type { Regime } from '../regime/regime.ts';
import { crps } from '../scoring/crps.ts';
import { skill } from '../scoring/skill.ts';
import { type Belief, type IssuedDecision, believe } from './belief.ts';
import { LEARNING_BARS } from './boundary.ts';
import { type Issued, issue, utcHour } from './issue.ts';
import type { HorizonState, LearnedState, WalkedMember } from './learned-state.ts';
import { type PastDecision, pastDecisions } from './past-decisions.ts';
import type { Recipe } from './recipe.ts';
import type { SharedBy, ShareRule } from './shares.ts';

/**
 * Weights, recalibration and direction of every horizon from the members' own past forecasts.
 *
 * The past is rehearsed in order: in each week the ensemble issues with what the outcomes resolved by that week's
 * Monday had taught it, and those issues (never refitted ones) are what recalibration, direction and the walk-forward
 * summary are made from. `history` is cut to the weekly boundary at or before its cutoff and to LEARNING_BARS before it, so any
 * cutoff of a week gives the same bytes. Plain JSON; the members may come in any order.
 *
 * @example learn({ history, horizonsBars: [4, 12, 24], recipe: RECIPE, members: models.map((model) => ({ model, forecasts: walkForward(…) })) })
 */
export function learn(from: LearnFrom): LearnedState {
  return learnWatched(from).state;
}

export interface LearnFrom {
  readonly history: History;
  readonly horizonsBars: readonly number[];
  readonly members: readonly WalkedMember[];
  readonly recipe: Recipe;
  /** What shares follow from; as the recipe says when it is not said. */
  readonly shares?: ShareRule;
}

/** What is learned, and beside it what a watch over the rehearsed 80 % intervals finds, in the order of the horizons. */
export interface WatchedLearning {
  readonly state: LearnedState;
  readonly watches: readonly CoverageWatch[];
}

/** `learn`, with the watch. @example learnWatched(from).watches[0].alarms.length // 0 while 80 % intervals hold what they promise */
export function learnWatched(from: LearnFrom): WatchedLearning {
  const boundary = weeklyBoundary(from.history.cutoff);
  const known = earlier(from.history, boundary, LEARNING_BARS);
  const moves = new PastMoves(known);
  const { recipe, shares: rule = recipe.shares ?? 'own' } = from;
  const learned = from.horizonsBars.map((horizonBars) =>
    learnHorizon(known, moves, from.members, { horizonBars, rule, recipe }),
  );
  return {
    state: { schema: 1, symbol: from.history.symbol, boundary, horizons: learned.map(({ horizon }) => horizon) },
    watches: learned.map(({ watch }) => watch),
  };
}

interface Rehearsed extends IssuedDecision {
  readonly belief: Belief;
  readonly issued: Issued;
}

/** What is known on a Monday: the hourly pattern and direction of the returns so far, and what past issues taught. */
interface Lesson {
  readonly spreads: readonly number[];
  readonly belief: Belief;
}

/** What a rehearsed decision sees besides the members. */
interface Seen {
  readonly moves: Float64Array;
  readonly regime: Regime | undefined;
}

interface Rehearsal {
  readonly recipe: Recipe;
  teach(this: void, now: EpochMs, past: readonly IssuedDecision[]): Lesson;
  seenAt(this: void, decision: EpochMs): Seen;
}

function learnHorizon(
  history: History,
  moves: PastMoves,
  members: readonly WalkedMember[],
  { horizonBars, rule, recipe }: SharedBy & { readonly horizonBars: number },
): { horizon: HorizonState; watch: CoverageWatch } {
  const models = members.map(({ model }) => model);
  const returns = logReturns(history, horizonBars);
  const firstCloseHour = ((history.firstOpenTime + history.barMs) / HOUR_MS) % 24;
  const hourBars = HOUR_MS / history.barMs;
  const directions = directionsOf(history, horizonBars, moves);
  const teach: Rehearsal['teach'] = (now, past) => {
    const bars = Math.max(0, (now - history.firstOpenTime) / history.barMs);
    const spreads = hourSpreads(returns.subarray(0, bars), firstCloseHour, horizonBars, hourBars);
    const resolved = past.filter(({ row }) => row.resolvedAt <= now);
    const direction: Direction = directions.get(now) ?? NO_DIRECTION;
    return { spreads, belief: believe(resolved, models, { spreads, direction }, { now, rule, recipe }) };
  };
  const movesAt = (decision: EpochMs) => {
    const row = new Float64Array(PAST_MOVES);
    moves.write(Math.round((decision - history.firstOpenTime) / history.barMs) - 1, row);
    return row;
  };
  const seenAt = (decision: EpochMs): Seen => ({
    moves: movesAt(decision),
    regime: typeof rule === 'object' ? rule.byRegime.get(decision) : undefined,
  });
  const rehearsed = rehearse(pastDecisions(history, members, horizonBars), { teach, seenAt, recipe });
  const learned = rehearsed.filter(({ belief }) => belief.recalibration !== null);
  return {
    horizon: { horizonBars, ...teach(history.cutoff, rehearsed).belief, walkForward: summary(learned, recipe) },
    watch: watchCoverage(learned.map(intervalOutcome)),
  };
}

function intervalOutcome({ row, issued }: Rehearsed) {
  const { decision: issuedAt, resolvedAt, outcome } = row;
  return { issuedAt, resolvedAt, covered: isCovered(issued.quantiles, '80', outcome) };
}

/** Rows with fewer than two answers are left out: there the baseline would have been published. */
function rehearse(rows: readonly PastDecision[], { teach, seenAt, recipe }: Rehearsal): Rehearsed[] {
  const rehearsed: Rehearsed[] = [];
  const lessons = new Map<EpochMs, Lesson>();
  for (const row of rows) {
    if (row.members.length < 2) continue;
    const monday = weeklyBoundary(row.decision);
    const lesson = lessons.get(monday) ?? teach(monday, rehearsed);
    lessons.set(monday, lesson);
    rehearsed.push(rehearsal(row, lesson, seenAt(row.decision), recipe));
  }
  return rehearsed;
}

function rehearsal(row: PastDecision, { belief, spreads }: Lesson, seen: Seen, recipe: Recipe): Rehearsed {
  const { decision, climatology } = row;
  const issued = issue(row.members, belief, { decision, baseRate: climatology.baseRate, ...seen }, recipe);
  const { combined } = issued;
  return {
    row,
    belief,
    issued,
    combinedCrps: crps(combined, row.outcome),
    spread: spreads[utcHour(row.decision)],
    width: combined[levelIndex(0.75)] - combined[levelIndex(0.25)],
    pit: cdfAt(issued.stretched, row.outcome),
  };
}

/** Of what was issued once there was a record to learn from; null when that is too little to say anything. */
function summary(learned: readonly Rehearsed[], { fewestDecisions }: Recipe): HorizonState['walkForward'] {
  if (learned.length < fewestDecisions) return null;
  const sum = (of: (past: Rehearsed) => number) => learned.reduce((total, past) => total + of(past), 0);
  const own = sum(({ issued, row }) => crps(issued.quantiles, row.outcome));
  const climatology = sum(({ row }) => row.climatologyCrps);
  return {
    decisions: learned.length,
    from: new Date(learned[0].row.decision).toISOString(),
    to: new Date(learned[learned.length - 1].row.decision).toISOString(),
    crpsSkillVsClimatology: climatology > 0 ? skill(own, climatology) : 0,
    coverage80: sum(({ issued, row }) => (isCovered(issued.quantiles, '80', row.outcome) ? 1 : 0)) / learned.length,
  };
}
