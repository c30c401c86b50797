/** What was learned when. */
import type { RegisteredModel, RegisteredWatch } from '../../domain/ensemble/registered.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import type { SourceKind } from '../../domain/market/sources.ts';
import type { StepRecord } from './steps.ts';

export interface RegistryFilter {
  readonly symbol?: string;
  readonly source?: SourceKind;
  /** Only, or not, what belongs to this learned state. */
  readonly learnedKey?: string;
  readonly otherThan?: string;
  /** Only what was learned up to boundaries at or before this moment. */
  readonly until?: EpochMs;
}

/** What was learned when, and what it was worth. Entries that are not what they should be throw `store.corrupt`. */
export interface RegistryStore {
  /** Rows of a retraining: they belong to no release. A row that is there takes the new values. */
  record(rows: StepRecord['rows']): Promise<void>;
  /** The newest entry of every member by source, symbol and name: of the latest boundary, there the one recorded last. */
  newest(filter: RegistryFilter): Promise<RegisteredModel[]>;
  /** Ascending by horizon; empty when that state's rehearsal was never watched. */
  watches(learnedKey: string): Promise<RegisteredWatch[]>;
}
