/** An account's first and every later opening: what the venue says of its market becomes part of it once. */
import { Money } from '../../domain/accounting/money.ts';
import type { AccountSettings } from '../../domain/execution/account/state.ts';
import { limitsFrom } from '../../domain/risk/judge.ts';
import type { ExecutionPorts, Venue } from '../ports.ts';
import type { AccountWanted } from './contract.ts';

const TIMES = {
  quoteMaxAgeMs: 60_000,
  answerMs: 10_000,
  graceMs: 60_000,
  unknownAlarmMs: 60_000,
  entryTimeoutMs: 60_000,
} as const;

/** Idempotent: an account that is there stays as it was opened. */
export async function openAccountOnce(
  ports: ExecutionPorts,
  wanted: AccountWanted,
  signal: AbortSignal,
): Promise<void> {
  const { accounts } = ports.stores;
  if ((await accounts.find(wanted.accountId)) !== null) return;
  const { accountId, mode, strategy, symbol, source } = wanted;
  const startQuote = new Money(wanted.startQuote);
  await using venue = await ports.venues.open({ accountId, symbol, startQuote }, signal);
  const settings = settingsOf(wanted, venue);
  const opening = { accountId, mode, strategy, symbol, source, venue: venue.name, startQuote, settings };
  await accounts.open(opening, ports.clock.now());
}

function settingsOf({ accountId, symbol, limits }: AccountWanted, venue: Venue): AccountSettings {
  const { borrows, idDialect, settlingMs } = venue.capabilities;
  const changed = Object.entries(limits).map(([name, limit]) => [name, limit ?? Number.POSITIVE_INFINITY]);
  const shorts = borrows ? { 'short-not-available': Number.POSITIVE_INFINITY } : {};
  return {
    ...TIMES,
    accountId,
    symbol,
    steps: venue.steps,
    dialect: idDialect,
    limits: limitsFrom({ ...shorts, ...Object.fromEntries(changed) }),
    settlingMs,
  };
}
