/** What the outside may say to, ask of and read from workflows: names and types, no code of theirs. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

export const FORECAST_QUEUE = 'forecast';

export const RELEASE_WORKFLOW = 'release';
export const SLOT_WORKFLOW = 'slot';
export const RETRAIN_WORKFLOW = 'retrain';
export const PUBLISH_WORKFLOW = 'publish';

export const SYMBOL_ATTRIBUTE = defineSearchAttributeKey('Symbol', SearchAttributeType.KEYWORD);
export const SLOT_ATTRIBUTE = defineSearchAttributeKey('Slot', SearchAttributeType.KEYWORD);
export const VERDICT_ATTRIBUTE = defineSearchAttributeKey('Verdict', SearchAttributeType.KEYWORD);

export const PROGRESS_QUERY = 'progress';

export interface StepProgress {
  readonly step: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** One line for a person: what the step found. */
  readonly summary: string | null;
}

/** How a release ended; the document itself is read from the database. */
export interface ReleaseOutcome {
  readonly releaseId: string;
  readonly status: 'published' | 'fallback' | 'missed';
  readonly verdict: string;
}

export interface SlotOutcome {
  readonly started: readonly string[];
  readonly missed: readonly string[];
}

/** What a retraining found, in a line; the rest is in the registry. */
export interface RetrainOutcome {
  readonly learnedKey: string;
  readonly summary: string;
}
