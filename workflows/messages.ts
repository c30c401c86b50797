/** What the outside may say to, ask of and read from workflows: names and types, no code of theirs. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { AccountWanted, AdviceReference } from '../activities/execution/contract.ts';

export const FORECAST_QUEUE = 'forecast';
export const EXECUTION_QUEUE = 'execution';
/** Of the process that holds the venue's key, and of no other. */
export const LIVE_EXECUTION_QUEUE = 'execution-live';

export const RELEASE_WORKFLOW = 'release';
export const SLOT_WORKFLOW = 'slot';
export const RETRAIN_WORKFLOW = 'retrain';
export const PUBLISH_WORKFLOW = 'publish';
export const OUTCOME_WORKFLOW = 'outcome';
export const SWEEP_WORKFLOW = 'sweep';
export const CANDIDATES_WORKFLOW = 'candidates';
export const ACCOUNT_WORKFLOW = 'account';

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

/** @example outcomeWorkflowId('BTC-USDT_20261120T1000Z_1200') // 'outcome_BTC-USDT_20261120T1000Z_1200' */
export function outcomeWorkflowId(releaseId: string): string {
  return `outcome_${releaseId}`;
}

export interface OutcomeTicket {
  readonly releaseId: string;
}

/** What became of a release; the numbers are in the ledger. */
export interface OutcomeReport {
  /** Horizons by how they ended; `waiting` ones can be settled when there are more candles. */
  readonly settled: readonly { readonly horizonHours: number; readonly state: 'resolved' | 'void' | 'waiting' }[];
  /** Keys of outcomes whose bars were revised afterwards. */
  readonly revised: readonly string[];
}

/** What was done for recipes that are tried beside releases: a line each. */
export interface CandidatesReport {
  readonly issued: readonly string[];
  readonly judged: readonly string[];
}

/** What a sweep is started for, and a pass over candidates. */
export interface SweepTicket {
  readonly source: 'live' | 'simulated';
}

/** What a retraining found, in a line; the rest is in the registry. */
export interface RetrainOutcome {
  readonly learnedKey: string;
  readonly summary: string;
}

export const ADVISE_SIGNAL = 'advise';
export const STANDING_QUERY = 'standing';
export const RECONCILE_UPDATE = 'reconcile';
export const LIFT_HALTS_UPDATE = 'liftHalts';

/** What an account's workflow is started with, and begun anew with. */
export interface AccountRun {
  readonly wanted: AccountWanted;
  /** Not heard yet. */
  readonly advice: readonly AdviceReference[];
  /** When a history counts as long; absent: as the workflow says. */
  readonly longHistoryEvents?: number;
}

/** One workflow per account, whoever starts it. */
export function accountWorkflowId(accountId: string): string {
  return `account_${accountId}`;
}
