/** The activities as workflows see them: names, arguments, answers. All of them are small; data travels by reference. */
import type { ErrorBody } from '../domain/errors.ts';
import type { ArtefactRef, ReleaseStatus } from '../domain/ledger/document.ts';
import type { ReleaseRequest, SlotRequest } from './ports.ts';

/** The steps of a release that turn stored inputs into stored artefacts, in the order they run. */
export const STEP_NAMES = [
  'ingest',
  'features',
  'learn',
  'regime',
  'similarity',
  'models',
  'ensemble',
  'scenarios',
  'recommend',
  'verify',
  'explain',
  'debate',
  'chart',
  'report',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

export interface StepDone {
  readonly artefacts: readonly ArtefactRef[];
  /** One line for a person: what the step found. */
  readonly summary: string;
}

export interface Committed {
  readonly status: ReleaseStatus;
  /** LONG, SHORT, NO-TRADE, fallback or missed. */
  readonly verdict: string;
  readonly sequence: number;
}

type StepActivity = (request: ReleaseRequest, inputs: readonly ArtefactRef[]) => Promise<StepDone>;

export interface ReleaseActivities extends Record<StepName, StepActivity> {
  commit(request: ReleaseRequest, artefacts: readonly ArtefactRef[], refusal: ErrorBody | null): Promise<Committed>;
  publish(request: ReleaseRequest): Promise<void>;
  /** Takes back the reserved row of a release that was asked for wrongly. */
  discard(request: ReleaseRequest): Promise<void>;
}

export interface SlotActivities {
  /** The releases of the slot that was started for a moment, empty when its catch-up window has passed. */
  planSlot(request: SlotRequest, startedFor: number): Promise<ReleaseRequest[]>;
  /** Writes a `missed` row for every calendar slot that passed without one; answers their release ids. */
  recordMissed(source: SlotRequest['source']): Promise<string[]>;
}

/** When a horizon can be settled. */
export interface DueHorizon {
  readonly horizonHours: number;
  readonly at: number;
}

export interface OutcomePlan {
  readonly horizons: readonly DueHorizon[];
  /** After which a missing bar is asked for again, then after twice as long …; null where asking again cannot help. */
  readonly askAgainMs: number | null;
  /** When the bars are read once more; null where they cannot change. */
  readonly lookAgainAt: number | null;
}

export interface Settled {
  readonly state: 'resolved' | 'void' | 'waiting';
  /** Of the ledger entry. */
  readonly sequence: number | null;
  readonly summary: string;
}

export interface OutcomeActivities {
  planOutcome(releaseId: string): Promise<OutcomePlan>;
  settleHorizon(releaseId: string, due: Pick<DueHorizon, 'horizonHours'>): Promise<Settled>;
  /** Writes a correction for each outcome whose bars were revised; answers their keys. */
  lookAgain(releaseId: string): Promise<string[]>;
  /** Releases of a source with a horizon that nobody has settled yet. */
  findUnresolved(source: SlotRequest['source']): Promise<string[]>;
}

export interface CandidateActivities {
  /** Releases of a source beside which a recipe is tried and has said nothing yet. */
  dueForCandidates(source: SlotRequest['source']): Promise<string[]>;
  /** Commits what the candidate says at a release's cutoff; answers a line for a person. */
  issueCandidate(releaseId: string): Promise<string>;
  /** Scores what is known since, judges, and writes down what ends a trial; a line per market. */
  judgeCandidates(source: SlotRequest['source']): Promise<string[]>;
}

/** What a schedule asks for: the week that its nominal time lies in. */
export interface RetrainTicket {
  readonly source: SlotRequest['source'];
  readonly symbol: string;
}

export interface PublishActivities {
  /** One pass over the outbox; answers a line for a person. */
  publishDue(): Promise<string>;
}

export interface RetrainActivities {
  retrain(
    ticket: RetrainTicket,
    startedFor: number,
  ): Promise<{ readonly learnedKey: string; readonly summary: string }>;
}
