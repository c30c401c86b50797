/** The spot part of Binance's REST dialect, read-only: /api/v3. */
import { askedBars, decimal, kline } from './klines.ts';
import type { Listing } from './listings.ts';
import { type Asked, limitAsked, listingAsked, marketId } from './query.ts';
import { joinBars } from './price-path.ts';
import { missingParameter } from './refusal.ts';

type Endpoint = (asked: Asked) => unknown;

const DAY_MS = 86_400_000;
const MAX_KLINES = 1_000;
const MAX_DEPTH = 5_000;

export const SPOT_ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/api/v3/ping': () => ({}),
  '/api/v3/time': ({ now }) => ({ serverTime: now }),
  '/api/v3/exchangeInfo': (asked) => ({
    timezone: 'UTC',
    serverTime: asked.now,
    rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 }],
    exchangeFilters: [],
    symbols: listingsAsked(asked).map(spotSymbol),
  }),
  '/api/v3/klines': (asked) => {
    const { listing, barMs, bars } = askedBars(asked, MAX_KLINES);
    return bars.map((bar) => kline(bar, listing, barMs));
  },
  '/api/v3/depth': (asked) => {
    const listing = listingAsked(asked);
    const limit = limitAsked(asked, 100, MAX_DEPTH);
    return { lastUpdateId: Math.floor(asked.now / 1000), ...asked.market.book(listing, asked.now, limit) };
  },
  '/api/v3/ticker/24hr': forSymbols(ticker),
  '/api/v3/ticker/price': forSymbols((asked, listing) => ({
    symbol: marketId(listing),
    price: decimal(asked.market.lastPrice(listing, asked.now), listing.priceDecimals),
  })),
  '/api/v3/ticker/bookTicker': forSymbols((asked, listing) => ({
    symbol: marketId(listing),
    ...bestQuotes(asked, listing),
  })),
};

/** One object with `symbol`, a list without. */
function forSymbols(answer: (asked: Asked, listing: Listing) => unknown): Endpoint {
  return (asked) => {
    if (asked.query.has('symbol')) return answer(asked, listingAsked(asked));
    return listingsAsked(asked).map((listing) => answer(asked, listing));
  };
}

function listingsAsked(asked: Asked): readonly Listing[] {
  if (asked.query.has('symbol')) return [listingAsked(asked)];
  const list = asked.query.get('symbols');
  if (list === null) return asked.market.listings;
  const ids: unknown = parsedList(list);
  if (!Array.isArray(ids)) throw missingParameter('symbols');
  return ids.map((id) => listingAsked({ ...asked, query: new URLSearchParams({ symbol: String(id) }) }));
}

function parsedList(list: string): unknown {
  try {
    return JSON.parse(list);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw missingParameter('symbols');
    throw cause;
  }
}

function bestQuotes({ market, now }: Asked, listing: Listing) {
  const { bids, asks } = market.book(listing, now, 1);
  return { bidPrice: bids[0][0], bidQty: bids[0][1], askPrice: asks[0][0], askQty: asks[0][1] };
}

function ticker(asked: Asked, listing: Listing): unknown {
  const { market, now } = asked;
  const from = now - DAY_MS;
  const [openTime, open, high, low, last, volume] = joinBars(market.bars(listing, 60_000, from, now, now), from);
  const price = (value: number) => decimal(value, listing.priceDecimals);
  return {
    symbol: marketId(listing),
    priceChange: price(last - open),
    priceChangePercent: ((last / open - 1) * 100).toFixed(3),
    weightedAvgPrice: price((high + low + open + last) / 4),
    prevClosePrice: price(open),
    lastPrice: price(last),
    lastQty: decimal(10 ** -listing.quantityDecimals, 8),
    ...bestQuotes(asked, listing),
    openPrice: price(open),
    highPrice: price(high),
    lowPrice: price(low),
    volume: decimal(volume, 8),
    quoteVolume: decimal((volume * (open + last)) / 2, 8),
    openTime,
    closeTime: now,
    firstId: 1,
    lastId: 2,
    count: 2,
  };
}

function spotSymbol(listing: Listing): unknown {
  const tick = decimal(10 ** -listing.priceDecimals, 8);
  const step = decimal(10 ** -listing.quantityDecimals, 8);
  return {
    symbol: marketId(listing),
    status: 'TRADING',
    baseAsset: listing.base,
    baseAssetPrecision: 8,
    quoteAsset: listing.quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT'],
    icebergAllowed: true,
    ocoAllowed: true,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: tick, maxPrice: '10000000.00000000', tickSize: tick },
      { filterType: 'LOT_SIZE', minQty: step, maxQty: '90000.00000000', stepSize: step },
      { filterType: 'NOTIONAL', minNotional: '5.00000000', applyMinToMarket: true, maxNotional: '9000000.00000000' },
      { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: 5 },
    ],
    permissions: [],
    permissionSets: [['SPOT']],
  };
}
