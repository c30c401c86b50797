/** What releases of one kind know in a week: learned once, at its boundary. */
import { learn } from '../../domain/ensemble/learn.ts';
import type { LearnedState } from '../../domain/ensemble/learned-state.ts';
import { recipeOf } from '../../domain/ensemble/recipe.ts';
import type { ShareRule } from '../../domain/ensemble/shares.ts';
import { type EpochMs, HOUR_MS } from '../../domain/market/candles.ts';
import type { History } from '../../domain/market/history.ts';
import { weeklyBoundary } from '../../domain/market/week.ts';
import { estimateRegime, regimeSeries } from '../../domain/regime/detect.ts';
import type { RegimeParameters } from '../../domain/regime/parameters.ts';
import { learnFromTriggers } from '../../domain/triggered/learn.ts';
import { decisionsLearnedFrom, type EvaluationPlan, horizonsBarsOf } from './plan.ts';
import type { RecordedMarket } from './recorded-market.ts';
import type { Member } from './walked-members.ts';

/** What a week's releases share. */
export interface Week {
  readonly state: LearnedState;
  /** Regimes are told from hours. */
  readonly regime: RegimeParameters | null;
}

/** `triggers`: those of the market for triggered releases, null for any other. */
export interface LearnsFrom {
  readonly market: RecordedMarket;
  readonly members: readonly Member[];
  readonly plan: EvaluationPlan;
  readonly triggers: readonly EpochMs[] | null;
}

export class LearnedWeeks {
  readonly #from: LearnsFrom;
  #latest: Week | null = null;

  constructor(from: LearnsFrom) {
    this.#from = from;
  }

  /** Decisions come in time. */
  of(decision: EpochMs): Week {
    if (this.#latest?.state.boundary !== weeklyBoundary(decision)) this.#latest = weekOf(this.#from, decision);
    return this.#latest;
  }
}

function weekOf({ market, members, plan, triggers }: LearnsFrom, decision: EpochMs): Week {
  const history = market.learnedFrom(decision);
  const boundary = weeklyBoundary(decision);
  const past = decisionsLearnedFrom(boundary, plan, triggers);
  const regime = plan.barMs === HOUR_MS ? estimateRegime(history) : null;
  const recipe = recipeOf(plan);
  const state = (triggers ? learnFromTriggers : learn)({
    history,
    horizonsBars: horizonsBarsOf(plan),
    members: members
      .filter(({ failedWeeks }) => !failedWeeks.has(boundary))
      .map(({ model, learned }) => ({ model, forecasts: past.flatMap((at) => learned.get(at) ?? []) })),
    recipe,
    shares: plan.sharesByRegime ? ruleByRegime(history, regime, past) : (recipe.shares ?? 'own'),
  });
  return { state, regime };
}

/** The regimes of past decisions as this week's parameters name them. */
function ruleByRegime(history: History, parameters: RegimeParameters | null, decisions: readonly EpochMs[]): ShareRule {
  if (!parameters) throw new RangeError('shares by regime are for hourly bars');
  const barOf = (decision: EpochMs) => (decision - history.firstOpenTime) / history.barMs - 1;
  const from = Math.max(0, barOf(decisions[0]));
  const verdicts = regimeSeries(history, parameters, from);
  const known = decisions.filter((decision) => barOf(decision) >= from);
  return { byRegime: new Map(known.map((decision) => [decision, verdicts[barOf(decision) - from].regime])) };
}
