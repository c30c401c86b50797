/** What becomes of a release: a workflow of its own, which files answer at once and a market as time passes. */
import { once } from 'node:events';
import type { Client } from '@temporalio/client';
import { type Duration, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import { formatHorizon } from '../../domain/narrative/figures.ts';
import { FORECAST_QUEUE, OUTCOME_WORKFLOW, type OutcomeReport, outcomeWorkflowId } from '../../workflows/messages.ts';
import type { Tell } from './events.ts';

/** One that waits already goes on. `startDelay`: the workflow is there at once and begins to work later. */
export async function awaitOutcome(
  client: Client,
  releaseId: string,
  startDelay: Duration = 0,
): Promise<{ result(): Promise<OutcomeReport> }> {
  const handle = await client.workflow.start(OUTCOME_WORKFLOW, {
    workflowId: outcomeWorkflowId(releaseId),
    taskQueue: FORECAST_QUEUE,
    args: [{ releaseId }],
    startDelay,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    staticSummary: `What becomes of ${releaseId}`,
  });
  return { result: () => handle.result() as Promise<OutcomeReport> };
}

/**
 * Waits until that of a release that was just made is settled as far as it can be now: for one from files, once it has been shown. Who
 * stops waiting loses nothing: the workflow goes on with the next worker.
 */
export async function followOutcome(client: Client, releaseId: string, tell: Tell, signal: AbortSignal): Promise<void> {
  tell({ type: 'note', text: 'The release is done; its files are being asked what became of it.' });
  const outcome = client.workflow.getHandle<() => Promise<OutcomeReport>>(outcomeWorkflowId(releaseId));
  const report = await Promise.race([outcome.result(), aborted(signal)]);
  if (report === null) signal.throwIfAborted();
  else tell({ type: 'note', text: settledText(releaseId, report) });
}

async function aborted(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await once(signal, 'abort');
  return null;
}

function settledText(releaseId: string, { settled }: OutcomeReport): string {
  const known = settled
    .filter(({ state }) => state !== 'waiting')
    .map(({ horizonHours }) => formatHorizon(horizonHours));
  if (known.length === 0) return 'The files end before its horizons do.';
  return `Scored at ${known.join(', ')}: npm run releases -- show ${releaseId}`;
}
