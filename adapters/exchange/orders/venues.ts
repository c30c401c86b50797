import type { Clock, VenueBans, Venues } from '../../../activities/ports.ts';
import { AlmanacError } from '../../../domain/errors.ts';
import { openPriceFeeds } from '../price-feed.ts';
import { BINANCE_WEIGHT_PER_MINUTE, EXIT_RESERVE, ORDER_VENUES } from './capabilities.ts';
import { RateBudget } from './rate-budget.ts';
import { SignedRequests } from './signed.ts';
import { Trades } from './trades.ts';
import { ExchangeVenue } from './venue.ts';

export interface ExchangeVenuesParts {
  readonly venue: string;
  readonly key: { readonly apiKey: string; readonly secret: string };
  readonly clock: Clock;
  readonly bans: VenueBans;
  /** Another server that speaks the venue's dialect. */
  readonly origin?: string;
  readonly timeoutMs?: number;
  readonly weightPerMinute?: number;
}

/** One budget and one connection per key. */
export function openExchangeVenues(parts: ExchangeVenuesParts): Venues {
  const { venue, key, clock, bans, origin, timeoutMs = 10_000 } = parts;
  const budget = new RateBudget({
    venue,
    weightPerMinute: parts.weightPerMinute ?? BINANCE_WEIGHT_PER_MINUTE,
    reserve: EXIT_RESERVE,
    bans,
    clock,
  });
  const feeds = openPriceFeeds({ venues: [venue], clock, market: 'spot', ...(origin !== undefined && { origin }) });
  return {
    async open({ symbol }, signal) {
      requireProven(venue);
      const banned = await budget.banned();
      if (banned !== null) throw new AlmanacError('source.refused', `${banned}.`, { venue });
      const feed = await feeds.open(symbol, signal);
      const { receiveWindowMs } = ORDER_VENUES.binance;
      const signed = await SignedRequests.open({ clock, origin, key, budget, receiveWindowMs, timeoutMs });
      await signed.list(symbol, signal);
      const trades = new Trades(signed, symbol, (coin, abort) => signed.list(coin, abort));
      const opened = new ExchangeVenue({ symbol, signed, feed, trades, clock });
      await requireHarmlessKey(opened, venue, signal);
      return opened;
    },
  };
}

function requireProven(venue: string): void {
  const rows: Readonly<Record<string, { readonly isProven: boolean }>> = ORDER_VENUES;
  if (rows[venue]?.isProven === true) return;
  const proven = Object.keys(rows).filter((name) => rows[name].isProven);
  throw new AlmanacError(
    'config.invalid',
    `Orders at ${venue} are not proven: no recorded or simulated dialect of it has passed the contract suite. Proven: ${proven.join(', ')}.`,
    { venue },
  );
}

/** A key that may move money out, or of which that is not known, is not used at all (INCIDENTS S12). */
async function requireHarmlessKey(opened: ExchangeVenue, venue: string, signal: AbortSignal): Promise<void> {
  const { items } = await opened.check(signal);
  const broken = items.find(({ name, holds }) => name === 'withdrawal-off' && !holds);
  if (broken === undefined) return;
  throw new AlmanacError(
    'source.refused',
    `The key for ${venue} is not used: ${broken.why}. Make a key that may read and trade, and nothing else.`,
    { venue },
  );
}
