/** Why the process of real orders does not start: every reason is named at once, with what to do about it. */
import type { StoredAccount, Venues } from '../../activities/ports.ts';
import { ZERO } from '../../domain/accounting/money.ts';
import { AlmanacError } from '../../domain/errors.ts';
import type { Config } from '../config/config.ts';
import { type SecretName, secrets as known } from '../config/schema.ts';
import type { Secrets } from '../config/secrets.ts';

/** What trades with real money holds these and no other secret: it reads no text, posts nothing, keeps no objects. */
export const LIVE_SECRETS = [
  'DATABASE_URL',
  'VENUE_API_KEY',
  'VENUE_API_SECRET',
] as const satisfies readonly SecretName[];

export interface LivePlace {
  readonly url: string;
  readonly address: string;
  readonly venue: string;
  readonly symbol: string;
  readonly key: { readonly apiKey: string; readonly secret: string };
}

/** @throws AlmanacError config.invalid that lists everything that is in the way. */
export function requireLive(config: Config, secrets: Secrets): LivePlace {
  const { DATABASE_URL: url, VENUE_API_KEY: apiKey, VENUE_API_SECRET: secret } = secrets;
  const { address } = config.temporal;
  const problems = [...missing(config, secrets), ...tooMuch(secrets), ...wrongMarket(config)];
  if (problems.length > 0 || !url || !apiKey || !secret || !address) throw refusal(problems);
  const [venue] = config.venues;
  return { url, address, venue, symbol: config.symbols[0], key: { apiKey, secret } };
}

/** @throws AlmanacError config.invalid where the name belongs to another account. */
export function requireLiveAccount(found: StoredAccount | null, { venue, symbol }: LivePlace): void {
  if (found === null) return;
  const { accountId, mode } = found;
  const problems: string[] = [];
  if (mode !== 'live') problems.push(`the account "${accountId}" is a paper account; choose another LIVE_ACCOUNT`);
  if (found.symbol !== symbol) {
    problems.push(
      `the account "${accountId}" trades ${found.symbol}; put it first in SYMBOLS, or choose another LIVE_ACCOUNT`,
    );
  }
  if (mode === 'live' && found.venue !== venue) {
    problems.push(
      `the account "${accountId}" is at ${found.venue}; put it first in EXCHANGE, or choose another LIVE_ACCOUNT`,
    );
  }
  if (problems.length > 0) throw refusal(problems);
}

/** Asks the venue whether it can be entrusted with orders: clock, ban, and a key that may trade and move nothing out. */
export async function requireVenue(venues: Venues, place: LivePlace, signal: AbortSignal): Promise<void> {
  const { symbol, venue } = place;
  await using opened = await venues.open({ accountId: 'gate', symbol, startQuote: ZERO }, signal);
  const { items } = await opened.check(signal);
  const broken = items.filter(({ holds }) => !holds).map(({ name, why }) => `${name}: ${why}`);
  if (broken.length === 0) return;
  throw new AlmanacError(
    'source.refused',
    `No real order leaves from here. ${venue} or its key do not hold what they must:\n${list(broken)}\n"npm run live -- check" asks again.`,
    { venue },
  );
}

function missing({ live, temporal }: Config, secrets: Secrets): string[] {
  const found = LIVE_SECRETS.filter((name) => !secrets[name]).map((name) => `${name} is not set`);
  if (!temporal.address)
    found.push('TEMPORAL_ADDRESS is not set: real orders need an engine and a database of their own');
  if (!live.isOn) found.push('TRADING_MODE is paper; real orders need TRADING_MODE=live in this process');
  return found;
}

function tooMuch(secrets: Secrets): string[] {
  const allowed: readonly string[] = LIVE_SECRETS;
  return Object.keys(known)
    .filter((name) => !allowed.includes(name) && secrets[name as SecretName] !== undefined)
    .map((name) => `${name} is set; what trades holds ${LIVE_SECRETS.join(', ')} and no other secret`);
}

function wrongMarket({ cards, live }: Config): string[] {
  const found =
    cards.market === 'spot'
      ? []
      : ['CARD_MARKET is perp; real orders go to the spot market, long only: CARD_MARKET=spot'];
  if (live.origin !== null && !isPrivate(live.origin)) {
    found.push('VENUE_ORIGIN is neither https nor on this machine: the key would cross the network in clear');
  }
  return found;
}

function isPrivate(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

function refusal(problems: readonly string[]): AlmanacError {
  return new AlmanacError(
    'config.invalid',
    `The process of real orders does not start:\n${list(problems)}\nSee docs/TRADING.md, "Real orders".`,
    { problems: problems.length },
  );
}

function list(items: readonly string[]): string {
  return items.map((item) => `  - ${item}`).join('\n');
}
