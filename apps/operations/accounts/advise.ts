/** The executor as releases reach it: a signal to the workflow of an account. */
import { type Client, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Executor } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { accountWorkflowId, ADVISE_SIGNAL } from '../../../workflows/messages.ts';

/** A release is not held up for longer: the executor finds it by itself. */
const TOLD_WITHIN_MS = 2_000;

export function executorOf(client: Client): Executor {
  return {
    async advise(accountId, reference) {
      const account = client.workflow.getHandle(accountWorkflowId(accountId));
      try {
        await client.withDeadline(Date.now() + TOLD_WITHIN_MS, () => account.signal(ADVISE_SIGNAL, reference));
      } catch (failure) {
        if (failure instanceof WorkflowNotFoundError) return;
        if (!(failure instanceof ServiceError)) throw failure;
        const sentence = `The account ${accountId} could not be told of ${reference.releaseId}: ${failure.message}.`;
        throw new AlmanacError('engine.unreachable', sentence, { accountId }, { cause: failure });
      }
    },
  };
}
