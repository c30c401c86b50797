/** How every account stands, and what people allow, from the database alone: it works while nothing else runs. */
import type { Standing } from '../../../activities/execution/contract.ts';
import { asArmed } from '../../../activities/execution/arming.ts';
import { loadAccount } from '../../../activities/execution/load.ts';
import { standingOf } from '../../../activities/execution/standing.ts';
import type { Brake, StoredAccount, Stores, TradingStateRow } from '../../../activities/ports.ts';
import { positionCost } from '../../../domain/accounting/book.ts';
import { aliveOf } from '../../../domain/execution/account/standing.ts';
import type { AccountState } from '../../../domain/execution/account/state.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';

export interface AccountRow extends Standing {
  readonly symbol: string;
  readonly strategy: string;
  readonly source: string;
  readonly mode: string;
  readonly venue: string;
  readonly startQuote: string;
  readonly markedAt: number;
  readonly armedUntil: number | null;
}

export interface AccountListing {
  readonly accounts: readonly AccountRow[];
  /** Whether the file is there that halts this machine. */
  readonly isBraked: boolean;
  readonly tradingStates: readonly TradingStateRow[];
}

export interface PositionRow {
  readonly accountId: string;
  readonly symbol: string;
  readonly side: string;
  readonly quantity: string;
  readonly entryPrice: string;
  readonly stopPrice: string;
  readonly phase: string;
  readonly planId: string;
  readonly timeExitAt: number;
  readonly orders: readonly { readonly leg: string; readonly state: string; readonly clientOrderId: string }[];
}

/** `brake`: of this machine; null where the executor may run on another. */
export async function listAccounts(
  { accounts, tradingStates }: Stores,
  brake: Brake | null,
  now: EpochMs,
): Promise<AccountListing> {
  const isBraked = brake !== null && (await brake.isPulled());
  const rows: AccountRow[] = [];
  for (const account of await accounts.list()) {
    const { state } = await loadAccount({ accounts }, account);
    const row = isBraked ? null : asArmed(account, await tradingStates.read(account.accountId), now);
    rows.push(rowOf(account, standingOf(state, row), state));
  }
  return { accounts: rows, isBraked, tradingStates: await tradingStates.rows() };
}

export async function listPositions({ accounts }: Stores): Promise<PositionRow[]> {
  const rows: PositionRow[] = [];
  for (const account of await accounts.list()) {
    const { state } = await loadAccount({ accounts }, account);
    rows.push(...positionOf(state));
  }
  return rows;
}

export async function accountNamed({ accounts }: Stores, accountId: string): Promise<StoredAccount> {
  const found = await accounts.find(accountId);
  if (found !== null) return found;
  const names =
    (await accounts.list()).map((account) => account.accountId).join(', ') || 'none yet; "npm start" opens them';
  throw new AlmanacError('input.invalid', `There is no account "${accountId}"; there is ${names}.`, { accountId });
}

function rowOf(
  { symbol, strategy, source, mode, venue, startQuote, armedUntil }: StoredAccount,
  standing: Standing,
  state: AccountState,
): AccountRow {
  const { markedAt } = state.record;
  return { ...standing, symbol, strategy, source, mode, venue, startQuote: startQuote.toFixed(), markedAt, armedUntil };
}

function positionOf(state: AccountState): PositionRow[] {
  const { trade, book, settings } = state;
  if (trade === null && book.positionBase.isZero()) return [];
  const entry = book.positionBase.isZero() ? null : positionCost(book).div(book.positionBase);
  return [
    {
      accountId: settings.accountId,
      symbol: settings.symbol,
      side: trade?.plan.side ?? (book.positionBase.isNegative() ? 'SHORT' : 'LONG'),
      quantity: book.positionBase.abs().toFixed(),
      entryPrice: entry?.toSignificantDigits(12).toFixed() ?? '',
      stopPrice: trade?.stopPrice.toFixed() ?? '',
      phase: trade?.phase ?? 'no trade',
      planId: trade?.plan.planId ?? '',
      timeExitAt: trade?.plan.exits.timeExitAt ?? 0,
      orders: aliveOf(state, 'entry', 'protection', 'exit').map((order) => ({
        leg: order.leg,
        state: order.state,
        clientOrderId: order.clientOrderId,
      })),
    },
  ];
}
