/** Sees to it that somebody waits for the outcome of every published release: those of the last hour, and what an outage missed. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, startChild, WorkflowIdReusePolicy } from '@temporalio/workflow';
import type { OutcomeActivities } from '../activities/contract.ts';
import { EFFECTS } from './effects.ts';
import { outcomeWorkflowId, type SweepTicket } from './messages.ts';
import { outcome } from './outcome.ts';

const { findUnresolved } = proxyActivities<OutcomeActivities>(EFFECTS.read);

/** Answers the releases for which nobody waited. */
export async function sweep({ source }: SweepTicket): Promise<string[]> {
  const unresolved = await findUnresolved.executeWithOptions({ summary: 'Find releases without their outcomes' }, [
    source,
  ]);
  const begun: string[] = [];
  for (const releaseId of unresolved) {
    if (await begin(releaseId)) begun.push(releaseId);
  }
  return begun;
}

/** False where its workflow is waiting already. One that ended without an outcome is begun again. */
async function begin(releaseId: string): Promise<boolean> {
  try {
    await startChild(outcome, {
      workflowId: outcomeWorkflowId(releaseId),
      args: [{ releaseId }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      staticSummary: `What becomes of ${releaseId}`,
    });
    return true;
  } catch (failure) {
    if (failure instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw failure;
  }
}
