/** Learns everything anew from the bars up to a boundary: regime, every member in a thread of its own, the ensemble over them. */
import { learningDecisions, LEARNING_SEED, LEARNING_WEEKS, rehearsalsOf } from '../domain/ensemble/boundary.ts';
import type { WatchedLearning } from '../domain/ensemble/learn.ts';
import type { WalkedMember } from '../domain/ensemble/learned-state.ts';
import { recipeOf } from '../domain/ensemble/recipe.ts';
import { AlmanacError } from '../domain/errors.ts';
import { HOUR_MS } from '../domain/market/candles.ts';
import type { History } from '../domain/market/history.ts';
import { isNotEnough } from '../domain/models/model.ts';
import { MODELS } from '../domain/models/registry.ts';
import type { RegimeParameters } from '../domain/regime/parameters.ts';
import type { CoverageWatch } from '../domain/scoring/coverage-alarm.ts';
import type { Learned, LearnedParameters, LearningRequest } from './learned.ts';
import type { Compute } from './ports.ts';

const MEMBER_WITHIN_MS = 60_000;

export interface FreshlyLearned {
  readonly learned: Learned;
  /** Over the rehearsed 80 % intervals, in the order of the horizons. */
  readonly watches: readonly CoverageWatch[];
}

/** `before`: what was learned once, in a replay; a member that broke then is not asked now. */
export async function learnAll(
  compute: Compute,
  history: History,
  { horizonsHours, ...choice }: Pick<LearningRequest, 'horizonsHours' | 'stacking' | 'recipe'>,
  before: Learned['members'] = {},
): Promise<FreshlyLearned> {
  const decisions = learningDecisions(history.cutoff, LEARNING_WEEKS, Math.max(...horizonsHours) * HOUR_MS);
  const [regime, ...members] = await Promise.all([
    compute.run<RegimeParameters>('estimate-regime', { history }, { timeoutMs: MEMBER_WITHIN_MS }),
    ...LONGEST_FIRST.map(({ name }) => {
      const state = before[name] ?? {};
      if ('broke' in state) return { name, state, walked: null };
      return learnMember(compute, name, {
        history,
        decisions: rehearsalsOf(name, decisions),
        horizonsBars: horizonsHours,
        seed: LEARNING_SEED,
      });
    }),
  ]);
  const walked = members.flatMap(({ walked: forecasts }) => (forecasts ? [forecasts] : []));
  const { state, watches } = await compute.run<WatchedLearning>(
    'learn',
    { history, horizonsBars: horizonsHours, members: walked, recipe: recipeOf(choice) },
    { timeoutMs: MEMBER_WITHIN_MS },
  );
  return {
    learned: {
      schema: 1,
      boundary: history.cutoff,
      regime,
      members: Object.fromEntries(members.map(({ name, state: parameters }) => [name, parameters])),
      ensemble: state,
    },
    watches,
  };
}

/** The core is rehearsed in every week: begun last, it would leave one thread waiting for the other. */
const LONGEST_FIRST = MODELS.toSorted((a, b) => Number(b.role === 'core') - Number(a.role === 'core'));

interface LearnedMember {
  readonly name: string;
  readonly state: LearnedParameters;
  readonly walked: WalkedMember | null;
}

/** A model that fails or hangs here is dropped by name, and the others go on. */
async function learnMember(compute: Compute, name: string, ask: object): Promise<LearnedMember> {
  try {
    const answer = await compute.run<{ parameters: unknown; walked: WalkedMember }>(
      'learn-member',
      { name, ...ask },
      { timeoutMs: MEMBER_WITHIN_MS },
    );
    if (isNotEnough(answer.parameters))
      return { name, state: { dropped: answer.parameters.notEnough }, walked: answer.walked };
    return { name, state: { parameters: answer.parameters }, walked: answer.walked };
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    return { name, state: { dropped: failure.message, broke: true }, walked: null };
  }
}
