/** The operations on accounts: reading and halting need the database alone. */
import { AlmanacError } from '../../../domain/errors.ts';
import type { Client } from '@temporalio/client';
import type { Clock, Stores } from '../../../activities/ports.ts';
import { fileBrake } from '../../execution-worker/brake.ts';
import type { Operations } from '../table.ts';
import { armAccount } from './arm.ts';
import { askToResume, haltTrading, resumeTrading } from './halt.ts';
import { accountNamed, listAccounts, listPositions } from './read.ts';
import { accountReport, accountTrades } from './report.ts';

type AccountOperations = Pick<
  Operations,
  | 'accounts'
  | 'positions'
  | 'accountTrades'
  | 'accountReport'
  | 'arm'
  | 'halt'
  | 'askToResume'
  | 'resume'
  | 'askExecutor'
>;

export interface AccountContext {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly dataDir: string;
  /** Null: this process has no engine. */
  readonly client: Client | null;
}

export function accountOperations({ stores, clock, dataDir, client }: AccountContext): AccountOperations {
  return {
    accounts: () => listAccounts(stores, fileBrake(dataDir), clock.now()),
    positions: () => listPositions(stores),
    accountTrades: async ({ accountId, ...span }) => accountTrades(stores, await accountNamed(stores, accountId), span),
    accountReport: async ({ accountId, ...span }) => accountReport(stores, await accountNamed(stores, accountId), span),
    arm: (input) => armAccount(stores, clock, input),
    halt: (input) => haltTrading(stores, clock, input),
    askToResume: (input) => askToResume(stores, clock, input),
    resume: (input) => resumeTrading(stores, clock, { ...input, dataDir }),
    async askExecutor({ accountId, update }) {
      if (client === null) {
        const message = 'Only the running executor can compare its books: start it with "npm start" and ask again.';
        throw new AlmanacError('engine.unreachable', message);
      }
      const { askExecutor } = await import('./through-executor.ts');
      const named = accountId === null ? await stores.accounts.list() : [await accountNamed(stores, accountId)];
      return await askExecutor(
        client,
        named.map((account) => account.accountId),
        update,
      );
    },
  };
}
