/** A learned state as rows of the registry: one per member and one for the ensemble over them. */
import { ENSEMBLE } from '../domain/ensemble/registered.ts';
import { ensembleVersion, recipeOf } from '../domain/ensemble/recipe.ts';
import { canonicalBytes } from '../domain/ledger/canonical.ts';
import { sha256 } from '../domain/ledger/hash.ts';
import type { EpochMs } from '../domain/market/candles.ts';
import { earlier, type History } from '../domain/market/history.ts';
import { MODELS } from '../domain/models/registry.ts';
import type { CoverageWatch } from '../domain/scoring/coverage-alarm.ts';
import { candleHash, type Learned, type LearnedParameters, type LearningRequest } from './learned.ts';
import type { Row, StepRecord } from './ports.ts';

export interface Registering {
  readonly request: LearningRequest;
  /** The bars that were learned from. */
  readonly known: History;
  /** Where the learned state is stored. */
  readonly key: string;
  readonly learned: Learned;
  /** In the order of the horizons; null where a stored state was taken, of which the rehearsal is not at hand. */
  readonly watches: readonly CoverageWatch[] | null;
  readonly recordedAt: EpochMs;
}

export function registryRows(of: Registering): StepRecord['rows'] {
  const { request, known, key, learned, recordedAt } = of;
  const common = {
    source: request.source,
    symbol: request.symbol,
    boundary_ms: learned.boundary,
    data_sha256: candleHash(known),
    learned_key: key,
    code_version: request.codeVersion,
    recorded_at_ms: recordedAt,
  };
  const members = MODELS.flatMap(({ name, version, role, maxBars }) => {
    const state = learned.members[name];
    const row = {
      ...common,
      member: name,
      version,
      role,
      ...windowOf(known, maxBars),
      scores: scoresOf(name, learned),
    };
    return state ? [{ ...row, ...parametersOf(state) }] : [];
  });
  const ensemble = {
    ...common,
    member: ENSEMBLE,
    version: ensembleVersion(recipeOf(request)),
    role: ENSEMBLE,
    ...windowOf(known, known.length),
    scores: rehearsalScores(learned),
    ...parametersOf({ parameters: learned.ensemble }),
  };
  return [
    { table: 'model_registry', rows: [...members, ensemble] },
    { table: 'coverage_watches', rows: watchRows(of) },
  ];
}

/** Of the stored form: what was a missing number before may be none afterwards. */
export function parametersSha256(parameters: unknown): string {
  return sha256(canonicalBytes(parameters));
}

function parametersOf(state: LearnedParameters): Row {
  if ('dropped' in state) return { parameters_sha256: null, dropped_reason: state.dropped };
  return { parameters_sha256: parametersSha256(state.parameters), dropped_reason: null };
}

function windowOf(known: History, maxBars: number): Row {
  const { firstOpenTime, cutoff, barMs, close } = earlier(known, known.cutoff, maxBars);
  return {
    first_bar_ms: firstOpenTime,
    last_bar_ms: cutoff - barMs,
    bars: close.filter((price) => !Number.isNaN(price)).length,
  };
}

function scoresOf(name: string, { ensemble }: Learned): Row {
  return Object.fromEntries(
    ensemble.horizons.flatMap(({ horizonBars, members }) => {
      const record = members.find(({ model }) => model === name);
      if (!record) return [];
      const { decisions, skill, weight } = record;
      return [[horizonBars, { decisions, skill, weight }]];
    }),
  );
}

/** Nothing at a horizon of which too little was rehearsed. */
function rehearsalScores({ ensemble }: Learned): Row {
  return Object.fromEntries(
    ensemble.horizons.flatMap(({ horizonBars, walkForward }) => {
      if (!walkForward) return [];
      const { decisions, crpsSkillVsClimatology: skill, coverage80 } = walkForward;
      return [[horizonBars, { decisions, skill, coverage80 }]];
    }),
  );
}

function watchRows({ watches, key, request }: Registering): Row[] {
  return (watches ?? []).map((watch, i) => ({
    learned_key: key,
    horizon_hours: request.horizonsHours[i],
    ...watch,
  }));
}
