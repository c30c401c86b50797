/** What an account traded: its events once more, each fill beside what it closed. */
import type { Stores, StoredAccount } from '../../../activities/ports.ts';
import type { Fill } from '../../../domain/accounting/fill.ts';
import { evolve } from '../../../domain/execution/account/evolve.ts';
import { type Exited, exitedBy } from '../../../domain/execution/account/exited.ts';
import { type AccountState, openAccount } from '../../../domain/execution/account/state.ts';
import type { ReportTrade } from '../../../domain/performance/report/account-record.ts';

export interface TradedHistory {
  readonly state: AccountState;
  readonly exited: readonly Exited[];
  readonly fills: readonly Fill[];
}

/** Marks move no book; there is one a minute. */
export async function tradedHistory({ accounts }: Stores, account: StoredAccount): Promise<TradedHistory> {
  const { accountId, settings, startQuote } = account;
  let state = openAccount(settings, startQuote);
  const exited: Exited[] = [];
  const fills: Fill[] = [];
  for (const { event } of await accounts.events(accountId, { after: 0, but: ['marked'] })) {
    exited.push(...exitedBy(state, event));
    if (event.type === 'fill-booked' || event.type === 'liquidated') fills.push(event.fill);
    state = evolve(state, event);
  }
  return { state, exited, fills };
}

/** As reports and `trades.csv` have it. */
export function reportTrade({ side, entryTime, exitTime, exitReason, ...decimals }: Exited): ReportTrade {
  return {
    ...{ side, entryTime, exitTime, exitReason },
    quantity: decimals.quantity.toFixed(),
    entryPrice: decimals.entryPrice.toFixed(),
    exitPrice: decimals.exitPrice.toFixed(),
    feesQuote: decimals.feesQuote.toFixed(),
    pnlQuote: decimals.pnlQuote.toFixed(),
  };
}
