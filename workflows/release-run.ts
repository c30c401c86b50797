/** The state of one release while it runs: references gathered so far, progress for people, the reason of a refusal. */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  TimeoutFailure,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  defineQuery,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ReleaseActivities, StepName } from '../activities/contract.ts';
import type { ReleaseRequest } from '../activities/ports.ts';
import type { ErrorBody } from '../domain/errors.ts';
import type { ArtefactRef } from '../domain/ledger/document.ts';
import { EFFECTS, type Effect } from './effects.ts';
import { PROGRESS_QUERY, type ReleaseOutcome, type StepProgress, VERDICT_ATTRIBUTE } from './messages.ts';

const progressQuery = defineQuery<StepProgress[]>(PROGRESS_QUERY);

/** Longest that a release without a deadline keeps asking an absent store, engine or exchange. */
const PATIENCE_MS = 24 * 3_600_000;
/** Longest that a release waits for a step it can do without, and never more than half of the time it has left. */
const OPTIONAL_PATIENCE_MS = 120_000;

/** What a person reads beside each step in the web page. */
const STEP_SUMMARIES: Readonly<Record<StepName, string>> = {
  ingest: 'Read prices and the other sources',
  features: 'Compute the features as of the cutoff',
  learn: 'Estimate models and weigh them on the past half-year',
  regime: 'Name the regime',
  similarity: 'Find windows that looked like now',
  models: 'Ask every model',
  ensemble: 'Combine and calibrate',
  scenarios: 'Simulate paths, count scenarios',
  recommend: 'Value the candidate trades',
  verify: 'Look for reasons against the card',
  explain: 'Say it in words',
  debate: 'Argue both sides',
  chart: 'Draw the chart',
  report: 'Write the report',
};

const LEAVES_NOTHING = /^(input|source)\./;

export class ReleaseRun {
  readonly #request: ReleaseRequest;
  readonly #progress: StepProgress[] = [];
  readonly #artefacts: ArtefactRef[] = [];
  #refusal: ErrorBody | null = null;

  constructor(request: ReleaseRequest) {
    this.#request = request;
    setHandler(progressQuery, () => this.#progress);
  }

  /** Runs one step on everything stored so far and keeps the references it answers with. */
  async step(effect: Effect, name: StepName, patienceMs: number = patienceOf(this.#request)): Promise<void> {
    const at = this.#begin(name);
    try {
      const done = await this.#call(effect, name, patienceMs);
      this.#artefacts.push(...done.artefacts);
      this.#end(at, 'done', done.summary);
    } catch (failure) {
      this.#end(at, 'failed', refusalOf(failure).message);
      throw failure;
    }
  }

  /** A step whose failure never blocks publishing: the release goes on without it and the progress names it. */
  async optionalStep(effect: Effect, name: StepName): Promise<void> {
    try {
      await this.step(effect, name, Math.min(OPTIONAL_PATIENCE_MS, patienceOf(this.#request) / 2));
    } catch (failure) {
      if (!(failure instanceof ActivityFailure)) throw failure;
    }
  }

  /**
   * A refused release keeps its row with the reason. Only a release by hand that was asked for wrongly, or whose source
   * could not be reached, leaves nothing: it fails with the reason.
   */
  async refuse(failure: unknown): Promise<void> {
    const refusal = refusalOf(failure);
    if (this.#request.stream === 'planned' || !LEAVES_NOTHING.test(refusal.code)) {
      this.#refusal = refusal;
      return;
    }
    const { discard } = activities('read');
    await discard.executeWithOptions({ summary: 'Remove what was not recorded' }, [this.#request]);
    throw ApplicationFailure.nonRetryable(refusal.message, refusal.code, refusal);
  }

  /** The ledger row first, whatever happened; only then is anybody told. */
  async commitAndPublish(): Promise<ReleaseOutcome> {
    return await CancellationScope.nonCancellable(async () => {
      const { commit, publish } = activities('read');
      const at = this.#begin('commit');
      const committed = await commit.executeWithOptions({ summary: 'Hash into the ledger' }, [
        this.#request,
        this.#artefacts,
        this.#refusal,
      ]);
      this.#end(at, 'done', `${committed.status}, ledger row ${committed.sequence}`);
      upsertSearchAttributes([{ key: VERDICT_ATTRIBUTE, value: committed.verdict }]);
      const told = this.#begin('publish');
      await publish.executeWithOptions({ summary: 'Tell console, file and channels' }, [this.#request]);
      this.#end(told, 'done', 'told');
      return { releaseId: this.#request.releaseId, status: committed.status, verdict: committed.verdict };
    });
  }

  #call(effect: Effect, name: StepName, patienceMs: number) {
    const options = { ...EFFECTS[effect], scheduleToCloseTimeout: patienceMs, summary: STEP_SUMMARIES[name] };
    return activities(effect)[name].executeWithOptions(options, [this.#request, this.#artefacts]);
  }

  #begin(step: string): number {
    this.#progress.push({ step, state: 'running', startedAt: Date.now(), endedAt: null, summary: null });
    this.#describe();
    return this.#progress.length - 1;
  }

  #end(at: number, state: 'done' | 'failed', summary: string): void {
    this.#progress[at] = { ...this.#progress[at], state, endedAt: Date.now(), summary };
    this.#describe();
  }

  #describe(): void {
    const { symbol, slot, source } = this.#request;
    const lines = this.#progress.map(
      ({ step, state, summary }) => `- **${step}** ${state}${summary ? `: ${summary}` : ''}`,
    );
    setCurrentDetails(`${symbol} · ${slot} · ${source}\n\n${lines.join('\n')}`);
  }
}

/** Asked for until they answer; a step gets the patience of its release on top. */
function activities(effect: Effect) {
  return proxyActivities<ReleaseActivities>(EFFECTS[effect]);
}

/** A release with a deadline stops asking when it has passed; the ledger row itself is asked for until it is there. */
function patienceOf({ deadline }: ReleaseRequest): number {
  return deadline === null ? PATIENCE_MS : Math.max(1_000, deadline - Date.now());
}

/** The error body an activity failed with, or the nearest true statement about what happened. */
function refusalOf(failure: unknown): ErrorBody {
  const cause = failure instanceof ActivityFailure ? failure.cause : failure;
  if (cause instanceof ApplicationFailure && cause.details?.[0]) return cause.details[0] as ErrorBody;
  const step = failure instanceof ActivityFailure ? failure.activityType : 'release';
  if (cause instanceof TimeoutFailure) {
    const last = cause.cause;
    if (last instanceof ApplicationFailure && last.details?.[0]) return last.details[0] as ErrorBody;
    return {
      code: 'release.late',
      message: `The step "${step}" did not finish in time.`,
      detail: { step },
      world: 'nothing-happened',
    };
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return {
    code: 'internal',
    message: `The step "${step}" failed: ${message}`,
    detail: { step },
    world: 'nothing-happened',
  };
}
