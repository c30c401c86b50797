/** Follows one release workflow to its end and tells what a person waiting for it wants to know. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';
import { type ReleaseOutcome, PROGRESS_QUERY, type StepProgress } from '../../workflows/messages.ts';
import type { Tell } from './events.ts';

const POLL_MS = 120;
/** Rests so many times as long as asking took: who waits for a release does not crowd out the work. */
const REST_PER_QUESTION = 8;
const LONGEST_REST_MS = 1_000;
/** What a step waits for is looked up less often than what was done: most steps wait for nothing. */
const ASK_WAITING_EVERY_MS = 1_000;
/** A step that has been failing for a while is worth a line, not every attempt of it. */
const TELL_WAITING_EVERY_MS = 5_000;

/** In this process: they ask the same server, and each rests longer so that together they ask no more often than one. */
const FOLLOWERS = new Set<Follower>();

export async function followRelease(
  client: Client,
  releaseId: string,
  tell: Tell,
  signal: AbortSignal,
): Promise<ReleaseOutcome> {
  const handle = client.workflow.getHandle(releaseId);
  const follower = new Follower(handle, tell);
  const ended = new AbortController();
  const outcome = handle.result().finally(() => ended.abort()) as Promise<ReleaseOutcome>;
  outcome.catch(() => undefined);
  const polling = follower.until(AbortSignal.any([ended.signal, signal]));
  await Promise.race([polling, outcome]);
  signal.throwIfAborted();
  const result = await outcome;
  await polling;
  await follower.tellSteps();
  return result;
}

class Follower {
  readonly #handle: WorkflowHandle;
  readonly #tell: Tell;
  readonly #told = new Set<string>();
  #waitingToldAt = 0;
  #waitingAskedAt = performance.now();

  constructor(handle: WorkflowHandle, tell: Tell) {
    this.#handle = handle;
    this.#tell = tell;
  }

  async until(stop: AbortSignal): Promise<void> {
    FOLLOWERS.add(this);
    try {
      await this.#askUntil(stop);
    } finally {
      FOLLOWERS.delete(this);
    }
  }

  async #askUntil(stop: AbortSignal): Promise<void> {
    let askedForMs = 0;
    while (!stop.aborted) {
      const restMs = Math.max(FOLLOWERS.size * POLL_MS, Math.min(LONGEST_REST_MS, REST_PER_QUESTION * askedForMs));
      await sleep(restMs, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) return;
      const begun = performance.now();
      await this.tellSteps();
      await this.#tellWaiting().catch(() => undefined);
      askedForMs = performance.now() - begun;
    }
  }

  /** The query needs a worker and the server; while one of them is away there is nothing to tell, and the result is waited for. */
  async tellSteps(): Promise<void> {
    const steps = await this.#handle.query<StepProgress[]>(PROGRESS_QUERY).catch(() => []);
    for (const { step, state, startedAt, endedAt, summary } of steps) {
      if (state === 'running' || this.#told.has(step)) continue;
      this.#told.add(step);
      this.#tell({ type: 'step', step, state, ms: (endedAt ?? startedAt) - startedAt, summary: summary ?? '' });
    }
  }

  async #tellWaiting(): Promise<void> {
    const now = performance.now();
    const askEveryMs = FOLLOWERS.size * ASK_WAITING_EVERY_MS;
    if (now - this.#waitingToldAt < TELL_WAITING_EVERY_MS || now - this.#waitingAskedAt < askEveryMs) return;
    this.#waitingAskedAt = now;
    const description = await this.#handle.describe();
    for (const pending of pendingOf(description)) {
      if ((pending.attempt ?? 1) < 2 || !pending.lastFailure?.message) continue;
      this.#waitingToldAt = performance.now();
      this.#tell({
        type: 'waiting',
        step: pending.activityType?.name ?? 'step',
        attempt: pending.attempt ?? 0,
        reason: pending.lastFailure.message,
      });
    }
  }
}

function pendingOf(description: WorkflowExecutionDescription) {
  return description.raw.pendingActivities ?? [];
}
