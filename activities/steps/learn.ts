/**
 * What the models and the ensemble know from the past: parameters, weights, calibration. A pure function of the candles
 * up to the last weekly boundary, computed once and kept under a key of its inputs, for every release of that week.
 */
import {
  learningDecisions,
  learnedKey,
  LEARNING_BARS,
  LEARNING_SEED,
  LEARNING_WEEKS,
  rehearsalsOf,
} from '../../domain/ensemble/boundary.ts';
import type { LearnedState, WalkedMember } from '../../domain/ensemble/learned-state.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { sha256, sha256OfColumns } from '../../domain/ledger/hash.ts';
import { DAY_MS } from '../../domain/market/candles.ts';
import { earlier, fromFirstBar, type History } from '../../domain/market/history.ts';
import { weeklyBoundary } from '../../domain/market/week.ts';
import { isNotEnough } from '../../domain/models/model.ts';
import { MODELS } from '../../domain/models/registry.ts';
import type { RegimeParameters } from '../../domain/regime/parameters.ts';
import type { Compute, Ports, ReleaseRequest } from '../ports.ts';
import { historyOf } from '../prices.ts';
import { type Built, jsonFile, type Step } from '../step.ts';
import type { StepInputs } from '../step-inputs.ts';

const MEMBER_WITHIN_MS = 60_000;

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

/** Learned state that stays with its release. */
const OWN_STATE = 'learned.json';

export const learn: Step = {
  name: 'learn',
  async build({ ports, request, inputs, recorded, fresh = false }): Promise<Built> {
    const known = learnedHistory(await historyOf(inputs, request));
    const key = learnedObject(known, request);
    const stored = fresh || recorded?.has(OWN_STATE) ? null : await ports.objects.find(key);
    if (stored) {
      return {
        files: [],
        rows: [],
        reused: [{ key, sha256: sha256(stored), bytes: stored.byteLength }],
        summary: 'known since this week began',
      };
    }
    const own = recorded?.has(OWN_STATE) ? await recorded.json<Learned>(OWN_STATE) : null;
    const learned = await learnAll(ports, known, request, own?.members ?? {});
    const dropped = Object.entries(learned.members).flatMap(([name, member]) => ('dropped' in member ? [name] : []));
    return {
      files: [isShareable(learned) ? { ...jsonFile(key, learned), shared: true } : jsonFile(OWN_STATE, learned)],
      rows: [],
      summary: `${MODELS.length - dropped.length} models on ${LEARNING_WEEKS} weeks up to ${new Date(learned.boundary).toISOString()}${dropped.length > 0 ? `, without ${dropped.join(', ')}` : ''}`,
    };
  },
};

function isShareable({ members }: Learned): boolean {
  return Object.values(members).every((member) => !('broke' in member));
}

/** The learned state a step was handed. */
export async function learnedOf(inputs: StepInputs): Promise<Learned> {
  const ref = inputs.refs.find(({ key }) => key.startsWith('learned/') || key.endsWith(`/${OWN_STATE}`));
  if (!ref) throw new AlmanacError('store.corrupt', 'The step was handed no learned state.');
  return await inputs.json<Learned>(ref.key.slice(ref.key.lastIndexOf('/') + 1));
}

/**
 * What is learned from: the bars up to the weekly boundary, from the first one that is there. Where a gap lies at the
 * far end of what a release loads, releases of one week begin at different bars; without them they begin at the same.
 */
export function learnedHistory(history: History): History {
  return fromFirstBar(earlier(history, weeklyBoundary(history.cutoff), LEARNING_BARS));
}

/** Key of the object that holds what is learned from these bars by this code. */
export function learnedObject(known: History, { codeVersion, horizonsHours, stacking }: ReleaseRequest): string {
  const columns = [known.open, known.high, known.low, known.close, known.volume];
  const candleHash = sha256OfColumns([known.symbol, known.firstOpenTime], columns);
  const key = learnedKey({ candleHash, codeVersion, horizonsHours, boundary: known.cutoff, stacking });
  return `learned/${known.symbol.replace('/', '-')}/${key}.json`;
}

async function learnAll(
  { compute }: Ports,
  history: History,
  { horizonsHours, stacking }: ReleaseRequest,
  before: Learned['members'],
): Promise<Learned> {
  const decisions = learningDecisions(history.cutoff, LEARNING_WEEKS, Math.max(...horizonsHours) * (DAY_MS / 24));
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
  const ensemble = await compute.run<LearnedState>(
    'learn',
    { history, horizonsBars: horizonsHours, members: walked, ...(stacking && { shares: 'stacked' }) },
    { timeoutMs: MEMBER_WITHIN_MS },
  );
  return {
    schema: 1,
    boundary: history.cutoff,
    regime,
    members: Object.fromEntries(members.map(({ name, state }) => [name, state])),
    ensemble,
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
