import { evolve } from '../../domain/execution/account/evolve.ts';
import { type AccountState, openAccount } from '../../domain/execution/account/state.ts';
import type { ExecutionPorts, StoredAccount } from '../ports.ts';

export interface Loaded {
  readonly state: AccountState;
  /** Of the last event that was folded; 0: there is none. */
  readonly sequence: number;
}

/** An account as it stands: the last snapshot and the events since then. Reading takes nothing over. */
export async function loadAccount(
  { accounts }: Pick<ExecutionPorts['stores'], 'accounts'>,
  { accountId, settings, startQuote }: StoredAccount,
): Promise<Loaded> {
  const kept = await accounts.snapshot(accountId);
  const before = kept ?? { sequence: 0, state: openAccount(settings, startQuote) };
  const events = await accounts.events(accountId, { after: before.sequence });
  return {
    state: events.reduce((state, { event }) => evolve(state, event), before.state),
    sequence: events.at(-1)?.sequence ?? before.sequence,
  };
}
