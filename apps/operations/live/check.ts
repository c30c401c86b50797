/** Everything that must hold before a real order may leave, each with its reason; nothing is changed by looking. */
import { Client } from '@temporalio/client';
import { connectPostgres } from '../../../adapters/postgres/postgres.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { connectTemporal } from '../../../adapters/temporal/connection.ts';
import { ZERO } from '../../../domain/accounting/money.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { type EpochMs, MINUTE_MS } from '../../../domain/market/candles.ts';
import { momentText } from '../../../domain/market/moments.ts';
import { LIVE_EXECUTION_QUEUE } from '../../../workflows/messages.ts';
import type { Config } from '../../config/config.ts';
import type { Secrets } from '../../config/secrets.ts';
import { lastPolledAt } from '../../watch/engine.ts';
import type { AccountListing, AccountRow } from '../accounts/read.ts';

export interface Condition {
  readonly name: string;
  readonly holds: boolean;
  readonly why: string;
}

const PATIENCE_MS = 20_000;
const ENGINE_ANSWERS_WITHIN_MS = 5_000;
/** A worker that has nothing to do asks anew once a minute. */
const POLLED_WITHIN_MS = 2 * MINUTE_MS;
const GUARD_LOOKED_WITHIN_MS = MINUTE_MS;

/** What must hold before an account may be armed. */
export async function liveConditions(
  config: Config,
  secrets: Secrets,
  listing: AccountListing,
  signal: AbortSignal,
): Promise<Condition[]> {
  return [
    ...placeConditions(config, secrets),
    await processCondition(config),
    ...accountConditions(config, listing),
    ...(await guardConditions(config, secrets)),
    notHalted(config, listing),
    ...(await venueConditions(config, secrets, signal)),
  ];
}

/** The second switch, which a person sets when everything else holds. */
export function armedConditions(config: Config, listing: AccountListing, now: EpochMs): Condition[] {
  return liveAccounts(config, listing).map(({ accountId, armedUntil }) =>
    condition(
      `${accountId} armed`,
      armedUntil !== null && armedUntil > now,
      `until ${armedUntil === null ? '' : momentText(armedUntil)}`,
      armedUntil === null ? 'it is not armed' : `it was armed until ${momentText(armedUntil)}`,
    ),
  );
}

function placeConditions({ temporal, live, cards }: Config, { DATABASE_URL }: Secrets): Condition[] {
  return [
    condition('first switch', live.isOn, 'TRADING_MODE is live', 'TRADING_MODE is paper'),
    condition('real database', DATABASE_URL !== undefined, 'DATABASE_URL is set', 'DATABASE_URL is not set'),
    condition('real engine', temporal.address !== null, 'TEMPORAL_ADDRESS is set', 'TEMPORAL_ADDRESS is not set'),
    condition(
      'cards for spot',
      cards.market === 'spot',
      'CARD_MARKET is spot',
      'CARD_MARKET is perp; real orders go to the spot market, long only: set CARD_MARKET=spot',
    ),
  ];
}

/** Not a setting, but whether it works: it polls its queue, and it only does if nothing was in its way at the start. */
async function processCondition({ temporal }: Config): Promise<Condition> {
  const name = 'process of its own';
  const start = 'nobody polls the queue "execution-live": start apps/execution-worker/live.ts and read what it says';
  if (temporal.address === null) return { name, holds: false, why: 'there is no engine that it could poll' };
  const engine = await connectTemporal(temporal.address, ENGINE_ANSWERS_WITHIN_MS).catch(() => null);
  if (engine === null) return { name, holds: false, why: `the engine at ${temporal.address} does not answer` };
  await using _connection = engine;
  const { namespace } = temporal;
  const client = new Client({ connection: engine.connection, namespace });
  const polledAt = await lastPolledAt({ client, namespace }, LIVE_EXECUTION_QUEUE).catch(() => null);
  const isPolled = polledAt !== null && Date.now() - polledAt < POLLED_WITHIN_MS;
  return condition(name, isPolled, `polled its queue at ${momentText(polledAt ?? 0)}`, start);
}

/** Those that it followed are worked on no more. */
function liveAccounts({ live }: Config, { accounts }: AccountListing): AccountRow[] {
  return accounts.filter(({ mode, accountId }) => mode === 'live' && accountId === live.accountId);
}

function accountConditions(config: Config, listing: AccountListing): Condition[] {
  const live = liveAccounts(config, listing);
  if (live.length === 0) {
    const why = `there is no account "${config.live.accountId}" of real money yet; the process of real orders opens it`;
    return [{ name: 'account', holds: false, why }];
  }
  return live.flatMap(({ accountId, isReconciled, halts, unknownOrders }) => [
    condition(`${accountId} books`, isReconciled, 'as the venue has them', 'not compared yet, or they differ'),
    condition(
      `${accountId} orders`,
      halts.length + unknownOrders === 0,
      'none is unknown',
      [...halts, `${unknownOrders} unknown`].join('; '),
    ),
  ]);
}

function notHalted({ dataDir, live }: Config, { tradingStates, isBraked }: AccountListing): Condition {
  const stopped = tradingStates.filter(
    ({ scope, state }) => state !== 'normal' && (scope === '*' || scope === live.accountId),
  );
  const rows = stopped.map(({ scope, state, why }) => `${scope === '*' ? 'all accounts' : scope}: ${state}, ${why}`);
  const file = isBraked ? [`${dataDir}/HALT is there`] : [];
  const against = [...file, ...rows];
  return condition('not halted', against.length === 0, 'no row and no file says so', against.join('; '));
}

/** Whoever arms an account must be able to fall asleep. */
async function guardConditions({ live }: Config, { DATABASE_URL: url }: Secrets): Promise<Condition[]> {
  if (url === undefined) return [];
  await using database = connectPostgres({ url });
  const guard = await createStores(database).liveGuards.find(live.accountId);
  const isThere = guard !== null && Date.now() - guard.lookedAt < GUARD_LOOKED_WITHIN_MS;
  const last = guard === null ? 'it never looked' : `it looked last at ${momentText(guard.lookedAt)}`;
  const acted = guard?.actedAt ? `; at ${momentText(guard.actedAt)}: ${guard.act}` : '';
  const start = `${last}: start apps/execution-worker/live-guard.ts`;
  return [condition("dead man's switch", isThere, `it looked at ${momentText(guard?.lookedAt ?? 0)}${acted}`, start)];
}

/** The venue is asked with the key and under the bans of the real database, or not at all. */
async function venueConditions(
  { venues, symbols, live }: Config,
  { DATABASE_URL: url, VENUE_API_KEY: apiKey, VENUE_API_SECRET: secret }: Secrets,
  signal: AbortSignal,
): Promise<Condition[]> {
  const [venue] = venues;
  if (url === undefined || apiKey === undefined || secret === undefined) {
    const missing = Object.entries({ DATABASE_URL: url, VENUE_API_KEY: apiKey, VENUE_API_SECRET: secret });
    const names = missing.filter(([, value]) => value === undefined).map(([name]) => name);
    return [{ name: 'venue', holds: false, why: `${venue} was not asked: ${names.join(', ')} not set` }];
  }
  const { openExchangeVenues } = await import('../../../adapters/exchange/orders/venues.ts');
  await using database = connectPostgres({ url });
  const bans = createStores(database).venueBans;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const place = { venue, key: { apiKey, secret }, ...(live.origin !== null && { origin: live.origin }) };
    const opening = openExchangeVenues({ ...place, clock: { now: () => Date.now() }, bans });
    await using opened = await opening.open({ accountId: 'check', symbol: symbols[0], startQuote: ZERO }, patience);
    const { items } = await opened.check(patience);
    return items.map(({ name, holds, why }) => ({ name: `${venue} ${name}`, holds, why }));
  } catch (failure) {
    if (!(failure instanceof AlmanacError)) throw failure;
    return [{ name: 'venue', holds: false, why: failure.message }];
  }
}

function condition(name: string, holds: boolean, yes: string, no: string): Condition {
  return { name, holds, why: holds ? yes : no };
}
