/** Rows that the steps of a release leave. */
import type { ArtefactRef } from '../../domain/ledger/document.ts';
import type { Row } from './database.ts';

/** Rows of one step, written in one transaction with the references of its artefacts; a second write of the same step is a no-op. */
export interface StepRecord {
  readonly releaseId: string;
  readonly step: string;
  readonly inputSha256: string;
  readonly artefacts: readonly ArtefactRef[];
  readonly durationMs: number;
  readonly rows: readonly { readonly table: StepTable; readonly rows: readonly Row[] }[];
}

export const STEP_TABLES = [
  'source_health',
  'features_snapshot',
  'regimes',
  'similar_windows',
  'model_forecasts',
  'ensemble_weights',
  'forecasts',
  'scenarios',
  'trade_cards',
  'explanations',
  'model_registry',
  'coverage_watches',
] as const;

export type StepTable = (typeof STEP_TABLES)[number];

export interface StepStore {
  record(step: StepRecord): Promise<void>;
  artefacts(releaseId: string): Promise<(ArtefactRef & { readonly step: string })[]>;
  timings(releaseId: string): Promise<Record<string, number>>;
}
