/** One key, one account: those of real money that traded before it are worked on no more. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { loadAccount } from '../../activities/execution/load.ts';
import type { StoredAccount, Stores } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { accountWorkflowId } from '../../workflows/messages.ts';

/**
 * Answers the names of those that ended now. An account whose books a person made differ by hand cannot agree again; what
 * follows it begins with the venue's balances. One that is in a trade and not halted is not left alone.
 */
export async function retireOthers(stores: Stores, client: Client, accountId: string): Promise<string[]> {
  const others = (await stores.accounts.list()).filter(
    (account) => account.mode === 'live' && account.accountId !== accountId,
  );
  for (const other of others) await requireDone(stores, other);
  const ended: string[] = [];
  for (const other of others) if (await endWorkflow(client, other.accountId, accountId)) ended.push(other.accountId);
  return ended;
}

async function requireDone(stores: Stores, account: StoredAccount): Promise<void> {
  const { state } = await loadAccount(stores, account);
  const isHalted = state.halts.length > 0 || (await stores.tradingStates.read(account.accountId)) === 'halt';
  if (state.trade === null || isHalted) return;
  const { accountId } = account;
  throw new AlmanacError(
    'config.invalid',
    `The account "${accountId}" is in a trade, and would be left alone with it. Set LIVE_ACCOUNT=${accountId} until the trade has ended; or halt it and close the trade on the venue's page.`,
    { accountId },
  );
}

async function endWorkflow(client: Client, accountId: string, successor: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(accountWorkflowId(accountId)).terminate(`followed by the account "${successor}"`);
    return true;
  } catch (failure) {
    if (failure instanceof WorkflowNotFoundError) return false;
    throw failure;
  }
}
