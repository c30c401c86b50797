/** What only a running executor can do: it compares the books with the venue's, and lifts its own halts where they agree. */
import { Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { connectTemporal } from '../../../adapters/temporal/connection.ts';
import type { Standing } from '../../../activities/execution/contract.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { accountWorkflowId, type LIFT_HALTS_UPDATE, type RECONCILE_UPDATE } from '../../../workflows/messages.ts';

export type ExecutorUpdate = typeof RECONCILE_UPDATE | typeof LIFT_HALTS_UPDATE;

const PATIENCE_MS = 30_000;
const CONNECTS_WITHIN_MS = 10_000;

export interface EngineAddress {
  readonly address: string;
  readonly namespace: string;
}

/** A command that has no engine of its own asks the one that runs elsewhere. */
export async function withClient<T>(
  client: Client | null,
  engineAt: EngineAddress | null,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  if (client !== null) return await work(client);
  if (engineAt === null) {
    const message = 'Only the running executor can compare its books: start it with "npm start" and ask again.';
    throw new AlmanacError('engine.unreachable', message);
  }
  const { address, namespace } = engineAt;
  await using engine = await connectTemporal(address, CONNECTS_WITHIN_MS).catch((cause: unknown) => {
    const sentence = `The Temporal server at ${address} does not answer. Start it, or correct TEMPORAL_ADDRESS.`;
    throw new AlmanacError('engine.unreachable', sentence, { address }, { cause });
  });
  return await work(new Client({ connection: engine.connection, namespace }));
}

/** Of accounts that another one has followed no workflow runs: they are left out, if there are others. */
export async function askExecutor(
  client: Client,
  accountIds: readonly string[],
  update: ExecutorUpdate,
): Promise<Standing[]> {
  const answers = await Promise.allSettled(accountIds.map((accountId) => asked(client, accountId, update)));
  const heard = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failed = answers.flatMap((answer, i) =>
    answer.status === 'rejected' ? [{ accountId: accountIds[i], failure: answer.reason as unknown }] : [],
  );
  const [first] = failed.filter(({ failure }) => heard.length === 0 || !(failure instanceof WorkflowNotFoundError));
  if (first !== undefined) throw noAnswer(first.accountId, first.failure);
  return heard;
}

async function asked(client: Client, accountId: string, update: string): Promise<Standing> {
  const handle = client.workflow.getHandle(accountWorkflowId(accountId));
  const deadline = Date.now() + PATIENCE_MS;
  return await client.connection.withDeadline(deadline, () => handle.executeUpdate<Standing, []>(update));
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
