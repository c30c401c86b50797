/** One workflow per account; those that run already go on as they are. */
import type { Client } from '@temporalio/client';
import { WorkflowIdConflictPolicy } from '@temporalio/common';
import type { AccountWanted } from '../../../activities/execution/contract.ts';
import {
  ACCOUNT_WORKFLOW,
  type AccountRun,
  accountWorkflowId,
  EXECUTION_QUEUE,
  LIVE_EXECUTION_QUEUE,
  SYMBOL_ATTRIBUTE,
} from '../../../workflows/messages.ts';

export async function startAccounts(client: Client, wanted: readonly AccountWanted[]): Promise<void> {
  for (const account of wanted) {
    const { accountId, symbol, strategy, source, mode } = account;
    const run: AccountRun = { wanted: account, advice: [] };
    await client.workflow.start(ACCOUNT_WORKFLOW, {
      workflowId: accountWorkflowId(accountId),
      taskQueue: mode === 'live' ? LIVE_EXECUTION_QUEUE : EXECUTION_QUEUE,
      args: [run],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      typedSearchAttributes: [{ key: SYMBOL_ATTRIBUTE, value: symbol }],
      staticSummary: `${strategy} on ${symbol}, ${mode === 'live' ? 'real orders' : 'paper'}, ${source} prices`,
    });
  }
}
