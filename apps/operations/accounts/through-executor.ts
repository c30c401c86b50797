/** What only a running executor can do: it compares the books with the venue's, and lifts its own halts where they agree. */
import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Standing } from '../../../activities/execution/contract.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { accountWorkflowId, type LIFT_HALTS_UPDATE, type RECONCILE_UPDATE } from '../../../workflows/messages.ts';

export type ExecutorUpdate = typeof RECONCILE_UPDATE | typeof LIFT_HALTS_UPDATE;

const PATIENCE_MS = 30_000;

export async function askExecutor(
  client: Client,
  accountIds: readonly string[],
  update: ExecutorUpdate,
): Promise<Standing[]> {
  return await Promise.all(accountIds.map((accountId) => asked(client, accountId, update)));
}

async function asked(client: Client, accountId: string, update: string): Promise<Standing> {
  try {
    const handle = client.workflow.getHandle(accountWorkflowId(accountId));
    const deadline = Date.now() + PATIENCE_MS;
    return await client.connection.withDeadline(deadline, () => handle.executeUpdate<Standing, []>(update));
  } catch (failure) {
    throw noAnswer(accountId, failure);
  }
}

function noAnswer(accountId: string, failure: unknown): AlmanacError {
  const why =
    failure instanceof WorkflowNotFoundError
      ? 'its workflow does not run'
      : failure instanceof WorkflowUpdateFailedError
        ? (failure.cause?.message ?? failure.message)
        : (failure as Error).message;
  return new AlmanacError(
    'engine.unreachable',
    `The executor of ${accountId} did not answer: ${why}. Is "npm start" running?`,
    { accountId },
    { cause: failure },
  );
}
