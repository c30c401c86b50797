/** One account for as long as it exists: it is looked at, takes advice, and begins a new history before the old one is long. */
import { allHandlersFinished, condition, continueAsNew } from '@temporalio/workflow';
import { AccountDesk } from './account-desk.ts';
import type { AccountRun } from './messages.ts';

export async function account(run: AccountRun): Promise<never> {
  const desk = new AccountDesk(run);
  await desk.open();
  while (!desk.isHistoryLong) {
    await desk.takeAdvice();
    await desk.lookAround();
    await desk.rest();
  }
  await condition(allHandlersFinished);
  return await continueAsNew<typeof account>(desk.handOver());
}
