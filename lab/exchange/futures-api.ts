/** The USD-M futures part of Binance's REST dialect, read-only: /fapi/v1. Perpetuals follow the spot price. */
import { askedBars, decimal, kline } from './klines.ts';
import type { Listing } from './listings.ts';
import { Noise } from './noise.ts';
import { type Asked, limitAsked, listingAsked, marketId, rangeAsked } from './query.ts';

type Endpoint = (asked: Asked) => unknown;

const FUNDING_MS = 8 * 3_600_000;
const HOUR_MS = 3_600_000;
const MAX_KLINES = 1_500;

export const FUTURES_ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/fapi/v1/ping': () => ({}),
  '/fapi/v1/time': ({ now }) => ({ serverTime: now }),
  '/fapi/v1/exchangeInfo': ({ market, now }) => ({
    timezone: 'UTC',
    serverTime: now,
    futuresType: 'U_MARGINED',
    rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 2400 }],
    exchangeFilters: [],
    assets: [],
    symbols: market.listings.map(perpetual),
  }),
  '/fapi/v1/klines': (asked) => {
    const { listing, barMs, bars } = askedBars(asked, MAX_KLINES);
    return bars.map((bar) => kline(bar, listing, barMs));
  },
  '/fapi/v1/depth': (asked) => {
    const listing = listingAsked(asked);
    const limit = limitAsked(asked, 500, 1_000);
    return {
      lastUpdateId: Math.floor(asked.now / 1000),
      E: asked.now,
      T: asked.now,
      ...asked.market.book(listing, asked.now, limit),
    };
  },
  '/fapi/v1/premiumIndex': premiumIndex,
  '/fapi/v1/fundingRate': fundingHistory,
  '/fapi/v1/openInterest': (asked) => {
    const listing = listingAsked(asked);
    return { symbol: marketId(listing), openInterest: decimal(openInterest(asked, listing), 3), time: asked.now };
  },
};

function premiumIndex(asked: Asked): unknown {
  const { market, now } = asked;
  const listing = listingAsked(asked);
  const index = market.lastPrice(listing, now);
  const settled = Math.floor(now / FUNDING_MS) * FUNDING_MS;
  const premium =
    3e-4 *
    Noise.of(market.seed, `premium:${listing.symbol}`)
      .at(Math.floor(now / 60_000))
      .normal();
  return {
    symbol: marketId(listing),
    markPrice: decimal(index * (1 + premium), 8),
    indexPrice: decimal(index, 8),
    estimatedSettlePrice: decimal(index, 8),
    lastFundingRate: decimal(fundingRate(asked, listing, settled), 8),
    interestRate: '0.00010000',
    nextFundingTime: settled + FUNDING_MS,
    time: now,
  };
}

function fundingHistory(asked: Asked): unknown {
  const listing = listingAsked(asked);
  const { from, to } = rangeAsked(asked, FUNDING_MS, limitAsked(asked, 100, 1_000));
  const rows = [];
  for (let at = from; at <= Math.min(to, asked.now); at += FUNDING_MS) {
    rows.push({
      symbol: marketId(listing),
      fundingTime: at,
      fundingRate: decimal(fundingRate(asked, listing, at), 8),
      markPrice: decimal(asked.market.lastPrice(listing, at), 8),
    });
  }
  return rows;
}

/** Around the usual 0.01 % per eight hours, following what the price did in the week before. */
function fundingRate({ market }: Asked, listing: Listing, at: number): number {
  const weekAgo = market.lastPrice(listing, at - 21 * FUNDING_MS);
  const trend = Math.log(market.lastPrice(listing, at) / weekAgo);
  const noise = Noise.of(market.seed, `funding:${listing.symbol}`)
    .at(at / FUNDING_MS)
    .normal();
  return Math.max(-0.003, Math.min(0.003, 1e-4 + 1.5e-3 * trend + 4e-5 * noise));
}

/** In base units: six hours of turnover, wandering slowly. */
function openInterest({ market, now }: Asked, listing: Listing): number {
  const noise = Noise.of(market.seed, `interest:${listing.symbol}`);
  const hour = now / HOUR_MS;
  const day = Math.floor(hour / 24);
  const [before, after] = [noise.at(day).normal(), noise.at(day + 1).normal()];
  const level = before + (after - before) * (hour / 24 - day);
  return ((6 * listing.hourlyTurnover) / listing.price) * Math.exp(0.1 * level);
}

function perpetual(listing: Listing): unknown {
  const tick = decimal(10 ** -listing.priceDecimals, listing.priceDecimals);
  const step = decimal(10 ** -listing.quantityDecimals, listing.quantityDecimals);
  return {
    symbol: marketId(listing),
    pair: marketId(listing),
    contractType: 'PERPETUAL',
    deliveryDate: 4133404800000,
    onboardDate: Date.UTC(2019, 8, 8),
    status: 'TRADING',
    baseAsset: listing.base,
    quoteAsset: listing.quote,
    marginAsset: listing.quote,
    pricePrecision: listing.priceDecimals,
    quantityPrecision: listing.quantityDecimals,
    underlyingType: 'COIN',
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: tick, maxPrice: '10000000', tickSize: tick },
      { filterType: 'LOT_SIZE', minQty: step, maxQty: '10000', stepSize: step },
      { filterType: 'MIN_NOTIONAL', notional: '5' },
    ],
    orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET', 'TRAILING_STOP_MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
  };
}
