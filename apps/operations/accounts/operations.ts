/** The operations on accounts: reading and halting need the database alone. */
import type { Client } from '@temporalio/client';
import type { Clock, Stores } from '../../../activities/ports.ts';
import { fileBrake } from '../../execution-worker/brake.ts';
import type { Operations } from '../table.ts';
import { armAccount } from './arm.ts';
import { accountFills } from './fills.ts';
import { askToResume, haltTrading, resumeTrading } from './halt.ts';
import { accountNamed, listAccounts, listPositions } from './read.ts';
import { accountReport, accountTrades } from './report.ts';
import type { EngineAddress } from './through-executor.ts';

type AccountOperations = Pick<
  Operations,
  | 'accounts'
  | 'positions'
  | 'accountTrades'
  | 'accountFills'
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
  /** Of an engine that runs elsewhere; null: there is none to connect to. */
  readonly engineAt: EngineAddress | null;
}

export function accountOperations({ stores, clock, dataDir, client, engineAt }: AccountContext): AccountOperations {
  return {
    accounts: () => listAccounts(stores, fileBrake(dataDir), clock.now()),
    positions: () => listPositions(stores),
    accountTrades: async ({ accountId, ...span }) => accountTrades(stores, await accountNamed(stores, accountId), span),
    accountFills: async ({ accountId, ...span }) => accountFills(stores, await accountNamed(stores, accountId), span),
    accountReport: async ({ accountId, ...span }) => accountReport(stores, await accountNamed(stores, accountId), span),
    arm: (input) => armAccount(stores, clock, input),
    halt: (input) => haltTrading(stores, clock, input),
    askToResume: (input) => askToResume(stores, clock, input),
    resume: (input) => resumeTrading(stores, clock, { ...input, dataDir }),
    async askExecutor({ accountId, update }) {
      const { askExecutor, withClient } = await import('./through-executor.ts');
      const accounts = accountId === null ? await stores.accounts.list() : [await accountNamed(stores, accountId)];
      const ids = accounts.map((account) => account.accountId);
      return await withClient(client, engineAt, (asked) => askExecutor(asked, ids, update));
    },
  };
}
