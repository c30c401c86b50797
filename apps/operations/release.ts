/** `release`: one release from asking to the printed document. */
import { type Client, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { ReleaseRequest } from '../../activities/ports.ts';
import { AlmanacError, type ErrorBody } from '../../domain/errors.ts';
import type { PrintedRelease } from '../../domain/ledger/document.ts';
import { FORECAST_QUEUE, RELEASE_WORKFLOW, SLOT_ATTRIBUTE, SYMBOL_ATTRIBUTE } from '../../workflows/messages.ts';
import type { Tell } from './events.ts';
import { followRelease } from './follow.ts';
import { awaitOutcome } from './outcome.ts';
import { printedRelease } from './printed-release.ts';
import { type Installation, manualRequest } from './request.ts';
import type { ReleaseArguments } from './words.ts';

/** What comes of a release takes the same processor as showing it. */
const UNTIL_SHOWN = '300 ms';

export async function makeRelease(
  installation: Installation & { readonly client: Client },
  given: ReleaseArguments,
  tell: Tell,
  signal: AbortSignal,
): Promise<PrintedRelease> {
  const request = await manualRequest(installation, given, tell);
  await startRelease(installation.client, request);
  try {
    await followRelease(installation.client, request.releaseId, tell, signal);
  } catch (failure) {
    throw endOf(failure);
  }
  await awaitOutcome(installation.client, request.releaseId, UNTIL_SHOWN);
  return await printedRelease(installation.ports.stores, request.releaseId);
}

/** Under the release id there is one execution at a time; a running one is joined. */
export async function startRelease(client: Client, request: ReleaseRequest): Promise<void> {
  await client.workflow.start(RELEASE_WORKFLOW, {
    workflowId: request.releaseId,
    taskQueue: FORECAST_QUEUE,
    args: [request],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    typedSearchAttributes: [
      { key: SYMBOL_ATTRIBUTE, value: request.symbol },
      { key: SLOT_ATTRIBUTE, value: request.slot },
    ],
    staticSummary: `${request.symbol}, ${request.slot}, ${request.source} prices`,
  });
}

/** The error a person should read of a workflow that ended without a row. */
function endOf(failure: unknown): unknown {
  if (!(failure instanceof WorkflowFailedError)) return failure;
  const cause = failure.cause;
  if (cause instanceof ApplicationFailure && cause.details?.[0]) {
    const { code, message, detail, world } = cause.details[0] as ErrorBody;
    return new AlmanacError(code, message, detail, { world, cause: failure });
  }
  return new AlmanacError(
    'release.cancelled',
    `The release ended before it was recorded: ${cause?.message ?? failure.message}. Run the same command to make it anew.`,
    {},
    { cause: failure },
  );
}
