/** Everything that must hold before a real order may leave, each with its reason; nothing is changed by looking. */
import { connectPostgres } from '../../../adapters/postgres/postgres.ts';
import { createStores } from '../../../adapters/postgres/stores.ts';
import { ZERO } from '../../../domain/accounting/money.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { momentText } from '../../../domain/market/moments.ts';
import type { Config } from '../../config/config.ts';
import type { Secrets } from '../../config/secrets.ts';
import type { AccountListing } from '../accounts/read.ts';

export interface Condition {
  readonly name: string;
  readonly holds: boolean;
  readonly why: string;
}

const PATIENCE_MS = 20_000;

export async function liveConditions(
  config: Config,
  secrets: Secrets,
  listing: AccountListing,
  signal: AbortSignal,
): Promise<Condition[]> {
  return [
    ...placeConditions(config, secrets),
    ...accountConditions(listing),
    notHalted(config, listing),
    ...(await venueConditions(config, secrets, signal)),
  ];
}

function placeConditions({ temporal }: Config, { DATABASE_URL }: Secrets): Condition[] {
  return [
    {
      name: 'process of its own',
      holds: false,
      why: 'this version has no process that sends real orders: docs/OPEN.md, "The executor"',
    },
    condition('real database', DATABASE_URL !== undefined, 'DATABASE_URL is set', 'DATABASE_URL is not set'),
    condition('real engine', temporal.address !== null, 'TEMPORAL_ADDRESS is set', 'TEMPORAL_ADDRESS is not set'),
  ];
}

function accountConditions({ accounts }: AccountListing): Condition[] {
  const live = accounts.filter(({ mode }) => mode === 'live');
  if (live.length === 0) return [{ name: 'account', holds: false, why: 'every account is a paper account' }];
  return live.flatMap(({ accountId, isReconciled, halts, unknownOrders, armedUntil }) => [
    condition(
      `${accountId} armed`,
      armedUntil !== null && armedUntil > Date.now(),
      `until ${armedUntil === null ? '' : momentText(armedUntil)}`,
      armedUntil === null ? 'it was never armed' : `it was armed until ${momentText(armedUntil)}`,
    ),
    condition(`${accountId} books`, isReconciled, 'as the venue has them', 'not compared yet, or they differ'),
    condition(
      `${accountId} orders`,
      halts.length + unknownOrders === 0,
      'none is unknown',
      [...halts, `${unknownOrders} unknown`].join('; '),
    ),
  ]);
}

function notHalted({ dataDir }: Config, { tradingStates, isBraked }: AccountListing): Condition {
  const stopped = tradingStates.filter(({ state }) => state !== 'normal');
  const rows = stopped.map(({ scope, state, why }) => `${scope === '*' ? 'all accounts' : scope}: ${state}, ${why}`);
  const file = isBraked ? [`${dataDir}/HALT is there`] : [];
  const against = [...file, ...rows];
  return condition('not halted', against.length === 0, 'no row and no file says so', against.join('; '));
}

/** The venue is asked with the key and under the bans of the real database, or not at all. */
async function venueConditions(
  { venues, symbols }: Config,
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
    const opening = openExchangeVenues({ venue, key: { apiKey, secret }, clock: { now: () => Date.now() }, bans });
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
