import type { Clock, MarketSource } from '../../activities/ports.ts';
import { AlmanacError } from '../../domain/errors.ts';
import { GAPLESS_BARS } from '../../domain/market/continuity-checks.ts';
import { parseSymbol } from '../../domain/market/symbols.ts';
import { Connection } from './connection.ts';
import { Failures } from './fallback.ts';
import { fetchSpan } from './paging.ts';
import { venuePrices } from './prices.ts';
import { best, passed, type SecondBest, shortcoming } from './second-best.ts';
import { bookSnapshot, derivativesSnapshot } from './snapshots.ts';
import { VENUES, type VenueMarket, type VenueName, venueNamed } from './venues.ts';

export interface ExchangesOptions {
  readonly kind: 'live' | 'simulated';
  /** Asked in this order. */
  readonly venues: readonly string[];
  readonly clock: Clock;
  /** Another server that speaks the venues' dialect. */
  readonly origin?: string;
  /** Name of the series in the candle store; `live:<venue>` when absent. */
  readonly series?: string;
  /** Patience for the first answer of a venue (a closed network must show within seconds), and for later ones. */
  readonly contactMs?: number;
  readonly timeoutMs?: number;
  readonly settleMs?: number;
  readonly pollMs?: number;
}

/** Market data of exchanges through ccxt, the first that can answer. No key is used. */
export function openExchanges(options: ExchangesOptions): MarketSource {
  const venues = options.venues.map(venueNamed);
  if (venues.length === 0)
    throw new AlmanacError('config.invalid', 'No exchange is named; set EXCHANGE, e.g. binance.');
  const patience = { settleMs: options.settleMs ?? 60_000, pollMs: options.pollMs ?? 2_000 };
  const connect = connector(options);

  return {
    kind: options.kind,

    async prices(request, stored, signal) {
      parseSymbol(request.symbol);
      const failures = new Failures();
      const second: SecondBest[] = [];
      for (const venue of venues) {
        try {
          const connection = await connect(venue, VENUES[venue].spot, signal);
          const series = options.series ?? `live:${venue}`;
          const answer = await venuePrices(connection, VENUES[venue], request, series, stored, patience, signal);
          const reason = shortcoming(answer, request);
          if (reason === null) return { ...answer, passedOver: [...failures.passedOver, ...passed(second)] };
          second.push({ answer, reason });
        } catch (cause) {
          failures.note(venue, cause, signal);
        }
      }
      return best(second, failures, request);
    },

    async secondOpinion({ symbol, barMs, cutoff, primary }, signal) {
      for (const venue of venues.filter((name) => name !== primary)) {
        try {
          const connection = await connect(venue, VENUES[venue].spot, signal);
          await connection.list(symbol, signal);
          const span = { symbol, barMs, from: cutoff - GAPLESS_BARS * barMs, to: cutoff };
          const rows = await fetchSpan(connection, VENUES[venue], span, signal);
          if (rows.length > 0) return { venue, rows };
        } catch (cause) {
          new Failures().note(venue, cause, signal);
        }
      }
      return null;
    },

    reach: (signal) =>
      firstOf('the time', '', (venue) => connect(venue, VENUES[venue].spot, signal), signal).then(() => {}),
    lastClose: async () => null,

    orderBook: (symbol, signal) =>
      firstOf(
        'the order book',
        symbol,
        async (venue) => bookSnapshot(await connect(venue, VENUES[venue].spot, signal), symbol, signal),
        signal,
      ),

    derivatives: (symbol, signal) =>
      firstOf(
        'the perpetual',
        symbol,
        async (venue) => derivativesSnapshot(await connect(venue, perpetualMarket(venue), signal), symbol, signal),
        signal,
      ),
  };

  async function firstOf<T>(
    what: string,
    symbol: string,
    ask: (venue: VenueName) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const failures = new Failures();
    for (const venue of venues) {
      try {
        return await ask(venue);
      } catch (cause) {
        failures.note(venue, cause, signal);
      }
    }
    throw failures.error(what, symbol);
  }
}

/** Opens each market of a venue once. A failed opening is tried again with the next call. */
function connector(options: ExchangesOptions) {
  const open = new Map<VenueMarket, Connection>();
  return async (venue: VenueName, market: VenueMarket, signal: AbortSignal): Promise<Connection> => {
    const known = open.get(market);
    if (known !== undefined) return known;
    const { clock, origin, contactMs = 2_000, timeoutMs = 10_000 } = options;
    const connection = await Connection.open(venue, market, { clock, origin, contactMs, timeoutMs }, signal);
    open.set(market, connection);
    return connection;
  };
}

function perpetualMarket(venue: VenueName): VenueMarket {
  const { perpetual } = VENUES[venue];
  if (perpetual !== null) return perpetual;
  throw new AlmanacError('source.refused', `${venue}: no perpetual futures there`, { venue });
}
