import type { CandleRow } from '../../domain/market/sources.ts';
import type { Listing } from './listings.ts';
import { FIRST_MS } from './factor.ts';
import { type Asked, intervalAsked, limitAsked, listingAsked, rangeAsked } from './query.ts';

/** The bars a klines request asks for, the forming one included. Before the first listing there is nothing. */
export function askedBars(asked: Asked, maximum: number): { listing: Listing; barMs: number; bars: CandleRow[] } {
  const listing = listingAsked(asked);
  const barMs = intervalAsked(asked);
  const limit = limitAsked(asked, 500, maximum);
  const { from, to } = rangeAsked(asked, barMs, limit);
  const listedFrom = Math.max(from, FIRST_MS);
  const until = from < listedFrom && asked.query.has('startTime') ? listedFrom + (limit - 1) * barMs : to;
  return { listing, barMs, bars: asked.market.bars(listing, barMs, listedFrom, Math.min(until, asked.now), asked.now) };
}

/** A kline as Binance writes it: twelve fields, prices as text. */
export function kline(bar: CandleRow, listing: Listing, barMs: number): (string | number)[] {
  const [openTime, open, high, low, close, volume] = bar;
  const price = (value: number) => decimal(value, listing.priceDecimals);
  const turnover = (volume * (open + close)) / 2;
  return [
    openTime,
    price(open),
    price(high),
    price(low),
    price(close),
    decimal(volume, 8),
    openTime + barMs - 1,
    decimal(turnover, 8),
    Math.round(volume > 0 ? 1 + turnover / 900 : 0),
    decimal(volume / 2, 8),
    decimal(turnover / 2, 8),
    '0',
  ];
}

/** Plain decimals, never an exponent; what is not finite as text of its own, as a broken venue would send it. */
export function decimal(value: number, decimals: number): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : String(value);
}
