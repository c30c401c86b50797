/** Reading the parameters of a request the way Binance does. */
import type { EpochMs } from '../../domain/market/candles.ts';
import type { Listing } from './listings.ts';
import type { ExchangeMarket } from './exchange-market.ts';
import { illegalCharacters, invalidInterval, invalidParameter, invalidSymbol, missingParameter } from './refusal.ts';

export interface Asked {
  readonly market: ExchangeMarket;
  readonly query: URLSearchParams;
  readonly now: EpochMs;
}

const INTERVALS_MS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '3m': 180_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '2h': 7_200_000,
  '4h': 14_400_000,
  '6h': 21_600_000,
  '8h': 28_800_000,
  '12h': 43_200_000,
  '1d': 86_400_000,
};

export function listingAsked({ market, query }: Asked): Listing {
  const id = query.get('symbol');
  if (id === null || id === '') throw missingParameter('symbol');
  const listing = market.listings.find((one) => marketId(one) === id);
  if (listing === undefined) throw invalidSymbol();
  return listing;
}

/** `BTC/USDT` → `BTCUSDT`. */
export function marketId({ base, quote }: Listing): string {
  return base + quote;
}

export function intervalAsked({ query }: Asked): number {
  const interval = query.get('interval');
  if (interval === null) throw missingParameter('interval');
  const ms = INTERVALS_MS[interval];
  if (ms === undefined) throw invalidInterval();
  return ms;
}

/** A whole number, or undefined when it was not sent. */
function numberAsked({ query }: Asked, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^[0-9]{1,20}$/.test(text)) throw illegalCharacters(name);
  return Number(text);
}

/** More than the maximum is answered with the maximum. */
export function limitAsked(asked: Asked, byDefault: number, maximum: number): number {
  const limit = numberAsked(asked, 'limit') ?? byDefault;
  if (limit < 1) throw invalidParameter('limit');
  return Math.min(limit, maximum);
}

/**
 * Binance's rule for time ranges: with startTime the oldest from there on, with endTime alone or nothing the newest,
 * with both from startTime and not beyond endTime. Ends are inclusive; answers the range of open times to serve.
 */
export function rangeAsked(asked: Asked, stepMs: number, limit: number): { from: EpochMs; to: EpochMs } {
  const start = numberAsked(asked, 'startTime');
  const end = Math.min(numberAsked(asked, 'endTime') ?? asked.now, asked.now);
  if (start === undefined) {
    const newest = Math.floor(end / stepMs) * stepMs;
    return { from: newest - (limit - 1) * stepMs, to: newest };
  }
  const first = Math.ceil(start / stepMs) * stepMs;
  return { from: first, to: Math.min(end, first + (limit - 1) * stepMs) };
}
