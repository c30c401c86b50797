/** What was learned from the past as it is stored: its form, its name, and how it is read back. */
import { LEARNING_BARS, learnedKey } from '../domain/ensemble/boundary.ts';
import type { LearnedState } from '../domain/ensemble/learned-state.ts';
import { recipeOf } from '../domain/ensemble/recipe.ts';
import { AlmanacError } from '../domain/errors.ts';
import { sha256OfColumns } from '../domain/ledger/hash.ts';
import { earlier, fromFirstBar, type History } from '../domain/market/history.ts';
import { weeklyBoundary } from '../domain/market/week.ts';
import type { RegimeParameters } from '../domain/regime/parameters.ts';
import type { ReleaseRequest } from './ports.ts';
import type { StepInputs } from './step-inputs.ts';

export interface Learned {
  readonly schema: 1;
  readonly boundary: number;
  readonly regime: RegimeParameters;
  /** Parameters by model; a model that could not be estimated says why. */
  readonly members: Readonly<Record<string, LearnedParameters>>;
  readonly ensemble: LearnedState;
}

/** `broke`: it timed out or crashed, which another run need not: such a state is not one that others may share. */
export type LearnedParameters = { readonly parameters: unknown } | { readonly dropped: string; readonly broke?: true };

/** What learning depends on, of a release or of a retraining. */
export type LearningRequest = Pick<
  ReleaseRequest,
  'symbol' | 'source' | 'horizonsHours' | 'codeVersion' | 'stacking' | 'recipe'
>;

/** Learned state that stays with its release. */
export const OWN_STATE = 'learned.json';

export function isShareable({ members }: Learned): boolean {
  return Object.values(members).every((member) => !('broke' in member));
}

/** Members without parameters, with the reason. */
export function droppedOf({ members }: Learned): { readonly member: string; readonly reason: string }[] {
  return Object.entries(members).flatMap(([member, learned]) =>
    'dropped' in learned ? [{ member, reason: learned.dropped }] : [],
  );
}

/** The learned state a step was handed. */
export async function learnedOf(inputs: StepInputs): Promise<Learned> {
  const ref = inputs.refs.find(({ key }) => key.startsWith('learned/') || key.endsWith(`/${OWN_STATE}`));
  if (!ref) throw new AlmanacError('store.corrupt', 'The step was handed no learned state.');
  return await inputs.json<Learned>(ref.key.slice(ref.key.lastIndexOf('/') + 1));
}

/** @throws AlmanacError store.corrupt when the bytes are not a learned state. */
export function parseLearned(key: string, bytes: Uint8Array): Learned {
  const learned = jsonOf(bytes) as Partial<Learned> | null;
  if (learned?.schema === 1 && learned.members && learned.regime && Array.isArray(learned.ensemble?.horizons)) {
    return learned as Learned;
  }
  throw new AlmanacError(
    'store.corrupt',
    `The stored object ${key} is not a learned state. Remove it, and the next release or "npm run retrain" learns it anew.`,
    { key },
  );
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (failure) {
    if (failure instanceof SyntaxError) return null;
    throw failure;
  }
}

/**
 * What is learned from: the bars up to the weekly boundary, from the first one that is there. Where a gap lies at the
 * far end of what a release loads, releases of one week begin at different bars; without them they begin at the same.
 */
export function learnedHistory(history: History): History {
  return fromFirstBar(earlier(history, weeklyBoundary(history.cutoff), LEARNING_BARS));
}

/** Key of the object that holds what is learned from these bars by this code. */
export function learnedObject(
  known: History,
  { codeVersion, horizonsHours, ...choice }: Omit<LearningRequest, 'symbol' | 'source'>,
): string {
  const key = learnedKey({
    candleHash: candleHash(known),
    codeVersion,
    horizonsHours,
    boundary: known.cutoff,
    recipe: recipeOf(choice),
  });
  return `learned/${known.symbol.replace('/', '-')}/${key}.json`;
}

/** SHA-256 of the bars that are learned from. */
export function candleHash(known: History): string {
  const columns = [known.open, known.high, known.low, known.close, known.volume];
  return sha256OfColumns([known.symbol, known.firstOpenTime], columns);
}
