/** One planned slot: record what was missed before it, then one release per symbol. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, WorkflowIdReusePolicy, proxyActivities, startChild } from '@temporalio/workflow';
import type { ReleaseRequest, SlotRequest } from '../activities/ports.ts';
import type { SlotActivities } from '../activities/contract.ts';
import { EFFECTS } from './effects.ts';
import { type SlotOutcome, SLOT_ATTRIBUTE, SYMBOL_ATTRIBUTE } from './messages.ts';
import { nominalStart } from './nominal-start.ts';
import { release } from './release.ts';

const { planSlot, recordMissed } = proxyActivities<SlotActivities>(EFFECTS.read);

export async function slot(request: SlotRequest): Promise<SlotOutcome> {
  const plan = await planSlot.executeWithOptions({ summary: `Plan slot ${request.slot}` }, [
    request,
    nominalStart().getTime(),
  ]);
  const missed = await recordMissed.executeWithOptions({ summary: 'Record slots that were missed' }, [request.source]);
  for (const planned of plan) await startRelease(planned);
  return { started: plan.map(({ releaseId }) => releaseId), missed };
}

/** The release outlives the slot workflow; one that exists already under its id is the same release. */
async function startRelease(planned: ReleaseRequest): Promise<void> {
  try {
    await startChild(release, {
      workflowId: planned.releaseId,
      args: [planned],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      typedSearchAttributes: [
        { key: SYMBOL_ATTRIBUTE, value: planned.symbol },
        { key: SLOT_ATTRIBUTE, value: planned.slot },
      ],
      staticSummary: `${planned.symbol}, slot ${planned.slot}, ${planned.source} prices`,
    });
  } catch (failure) {
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
  }
}
