/** Waits for what becomes of a release: at once where its horizons are past, else in the background. */
import type { Client } from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import { FORECAST_QUEUE, OUTCOME_WORKFLOW, type OutcomeReport, outcomeWorkflowId } from '../../workflows/messages.ts';

/** One that waits already goes on. */
export async function awaitOutcome(client: Client, releaseId: string): Promise<{ result(): Promise<OutcomeReport> }> {
  const handle = await client.workflow.start(OUTCOME_WORKFLOW, {
    workflowId: outcomeWorkflowId(releaseId),
    taskQueue: FORECAST_QUEUE,
    args: [{ releaseId }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    staticSummary: `What becomes of ${releaseId}`,
  });
  return { result: () => handle.result() as Promise<OutcomeReport> };
}
