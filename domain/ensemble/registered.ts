/** What the registry holds of the models that were learned: for reading; no forecast is made from it (DESIGN §10). */
import type { EpochMs } from '../market/candles.ts';
import type { SourceKind } from '../market/sources.ts';
import type { Role } from '../models/model.ts';
import { MODELS } from '../models/registry.ts';
import type { CoverageWatch } from '../scoring/coverage-alarm.ts';
import { ensembleVersion, RECIPES } from './recipe.ts';

/** The combination is registered like a member of its own; its version is the recipe's. */
export const ENSEMBLE = 'ensemble';

/** What one member was worth at one horizon in the rehearsal; the ensemble has a coverage and no share. */
export interface RegisteredScore {
  readonly decisions: number;
  /** CRPS skill against climatology. */
  readonly skill: number;
  /** Share among all members, before the reserve stands back. */
  readonly weight?: number;
  readonly coverage80?: number;
}

export interface RegisteredModel {
  readonly source: SourceKind;
  readonly symbol: string;
  readonly member: string;
  readonly version: string;
  readonly role: Role | typeof ENSEMBLE;
  /** Learned from what was known at this Monday 00:00 UTC. */
  readonly boundary: EpochMs;
  /** First boundary with this version. */
  readonly since: EpochMs;
  /** SHA-256 of the canonical JSON of its parameters; null when there are none. */
  readonly parametersSha256: string | null;
  readonly droppedReason: string | null;
  /** Open times of the first and last bar it looked at, and how many of them are there. */
  readonly window: { readonly firstBar: EpochMs; readonly lastBar: EpochMs; readonly bars: number };
  /** SHA-256 of the candles that were learned from. */
  readonly dataSha256: string;
  /** By horizon in hours. */
  readonly scores: Readonly<Record<string, RegisteredScore>>;
  readonly learnedKey: string;
  readonly codeVersion: string;
  /** The release that registered it first; null: a retraining. */
  readonly releaseId: string | null;
}

/** What the watch over 80 % intervals found in the rehearsal of a learned state. */
export interface RegisteredWatch extends CoverageWatch {
  readonly learnedKey: string;
  readonly horizonHours: number;
}

/**
 * Why an entry cannot be what this code runs: null when it can.
 *
 * @example strangeness({ member: 'har-x', version: '0' }) // 'version 0 is no longer in this code, which has 3'
 */
export function strangeness({ member, version }: Pick<RegisteredModel, 'member' | 'version'>): string | null {
  const present = versionsOf(member);
  if (present.length === 0) return `there is no member "${member}" in this code any more`;
  return present.includes(version) ? null : `version ${version} is no longer in this code, which has ${present[0]}`;
}

function versionsOf(member: string): string[] {
  if (member === ENSEMBLE) return RECIPES.map(ensembleVersion);
  return MODELS.flatMap(({ name, version }) => (name === member ? [version] : []));
}
