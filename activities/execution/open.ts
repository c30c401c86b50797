/** An account's first and every later opening: what the venue says of its market becomes part of it once. */
import { type BaseQuantity, Money, type QuoteAmount } from '../../domain/accounting/money.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { AccountSettings } from '../../domain/execution/account/state.ts';
import { limitsFrom } from '../../domain/risk/judge.ts';
import type { ExecutionPorts, Venue } from '../ports.ts';
import { requireMode } from './arming.ts';
import type { AccountWanted } from './contract.ts';

const TIMES = {
  quoteMaxAgeMs: 60_000,
  answerMs: 10_000,
  graceMs: 60_000,
  unknownAlarmMs: 60_000,
  entryTimeoutMs: 60_000,
} as const;

/** Idempotent: an account that is there stays as it was opened. A real one begins with what the venue says it has. */
export async function openAccountOnce(
  ports: ExecutionPorts,
  wanted: AccountWanted,
  signal: AbortSignal,
): Promise<void> {
  requireMode(wanted, ports.mode);
  const { accounts } = ports.stores;
  if ((await accounts.find(wanted.accountId)) !== null) return;
  const { accountId, mode, strategy, symbol, source } = wanted;
  await using venue = await ports.venues.open({ accountId, symbol, startQuote: new Money(wanted.startQuote) }, signal);
  const begins = mode === 'live' ? await balances(venue, ports, signal) : { startQuote: new Money(wanted.startQuote) };
  const { startQuote, asideBase } = begins;
  const settings = { ...settingsOf(wanted, venue), ...(asideBase !== undefined && { asideBase }) };
  const opening = { accountId, mode, strategy, symbol, source, venue: venue.name, startQuote, settings };
  await accounts.open(opening, ports.clock.now());
}

interface Beginning {
  readonly startQuote: QuoteAmount;
  readonly asideBase?: BaseQuantity;
}

async function balances(venue: Venue, { clock }: ExecutionPorts, signal: AbortSignal): Promise<Beginning> {
  const pulled = await venue.pull([], clock.now(), signal);
  if (pulled === null) {
    const message = `${venue.name} does not say what the account holds; it is opened when it does.`;
    throw new AlmanacError('source.unreachable', message, { venue: venue.name });
  }
  const { cashQuote, positionBase } = pulled;
  return { startQuote: cashQuote, ...(!positionBase.isZero() && { asideBase: positionBase }) };
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
