import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Venues } from '../../../activities/ports.ts';
import { openPriceFeeds } from '../../../adapters/exchange/price-feed.ts';
import { openPaperVenues } from '../../../adapters/paper-venue/venues.ts';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { createPaperVenueStore } from '../../../adapters/postgres/paper-venue.ts';
import { Money } from '../../../domain/accounting/money.ts';
import { openMemoryDatabase } from '../../fixtures/embedded-database.ts';
import { Market, START_QUOTE, SYMBOL, type TriedVenue } from './market.ts';
import { venueSuite } from './suite.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));
const signal = new AbortController().signal;
const SETTINGS = {
  fee: 0.001,
  spread: 0.0002,
  slippage: 0,
  latencyMs: 0,
  participation: 0.1,
  market: 'spot',
  leverage: 1,
} as const;

describe('the paper venue', () => {
  let database: Database;
  const markets: Market[] = [];
  let accounts = 0;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    await migrate(database, MIGRATIONS);
  });
  afterAll(async () => {
    for (const market of markets) await market[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  function venuesOn({ exchange, clock }: Market): Venues {
    const feeds = openPriceFeeds({ venues: ['binance'], clock, origin: exchange.origin, market: 'spot' });
    return openPaperVenues({ store: createPaperVenueStore(database), feeds, clock, settings: SETTINGS });
  }

  async function open(): Promise<TriedVenue> {
    const market = await Market.open();
    markets.push(market);
    const account = { accountId: `paper-${++accounts}`, symbol: SYMBOL, startQuote: new Money(START_QUOTE) };
    const again = () => venuesOn(market).open(account, signal);
    return { market, venue: await again(), again };
  }

  venueSuite(open);

  it('refuses a symbol that its market does not know', async () => {
    const { market } = await open();
    const account = { accountId: 'nowhere', symbol: 'NOPE/USDT', startQuote: new Money(1) };
    await expect(venuesOn(market).open(account, signal)).rejects.toMatchObject({ code: 'input.unknown-symbol' });
  });
});
