/** The second switch: real entries need a person who armed the account, not long ago; what is held is protected and closed without. */
import { AlmanacError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { strictest, type TradingState } from '../../domain/risk/trading-state.ts';
import type { ExecutionPorts, StoredAccount } from '../ports.ts';

type Armed = Pick<StoredAccount, 'mode' | 'armedUntil'>;

export function mayEnter({ mode, armedUntil }: Armed, now: EpochMs): boolean {
  return mode === 'paper' || (armedUntil !== null && now < armedUntil);
}

/** What people allow an account, its arming included: without it a real account may only reduce. Null: it cannot be known. */
export function asArmed(account: Armed | null, row: TradingState | null, now: EpochMs): TradingState | null {
  if (account === null || row === null) return null;
  return mayEnter(account, now) ? row : strictest([row, 'reduce']);
}

/** @throws AlmanacError config.invalid for an account of the other mode. */
export function requireMode(
  { accountId, mode }: Pick<StoredAccount, 'accountId' | 'mode'>,
  ours: ExecutionPorts['mode'],
): void {
  if (mode === ours) return;
  const advice =
    ours === 'live'
      ? 'Choose another name with LIVE_ACCOUNT.'
      : 'Its orders leave apps/execution-worker/live.ts alone.';
  throw new AlmanacError(
    'config.invalid',
    `The account "${accountId}" is one of mode ${mode}; this executor works in mode ${ours} and does not touch it. ${advice}`,
    { accountId, mode },
  );
}
