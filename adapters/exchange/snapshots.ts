import type { Exchange } from 'ccxt';
import { AlmanacError } from '../../domain/errors.ts';
import type { DerivativesSnapshot, OrderBookSnapshot } from '../../domain/market/sources.ts';
import { parseSymbol } from '../../domain/market/symbols.ts';
import type { Connection } from './connection.ts';

const BOOK_LEVELS = 50;

/** The book as it is now, at the venue's time. */
export async function bookSnapshot(
  connection: Connection,
  symbol: string,
  signal: AbortSignal,
): Promise<OrderBookSnapshot> {
  await connection.list(symbol, signal);
  const book = await connection.call((exchange) => exchange.fetchOrderBook(symbol, BOOK_LEVELS), signal);
  const bids = levelsOf(book.bids);
  const asks = levelsOf(book.asks);
  if (bids.length === 0 || asks.length === 0) {
    throw new AlmanacError('data.empty', `${connection.venue}: the order book of ${symbol} is empty`, { symbol });
  }
  return { availableAt: book.timestamp ?? connection.now(), bids, asks };
}

function levelsOf(side: readonly (readonly unknown[])[]): (readonly [number, number])[] {
  return side.slice(0, BOOK_LEVELS).map(([price, quantity]) => [Number(price), Number(quantity)] as const);
}

/** `BTC/USDT` → `BTC/USDT:USDT`, the linear perpetual in ccxt's words. */
function perpetualOf(symbol: string): string {
  return `${symbol}:${parseSymbol(symbol).quote}`;
}

/** Funding, mark and index price, and open interest where the venue tells it. */
export async function derivativesSnapshot(
  connection: Connection,
  symbol: string,
  signal: AbortSignal,
): Promise<DerivativesSnapshot> {
  const perpetual = perpetualOf(symbol);
  await connection.list(perpetual, signal);
  const funding = await connection.call((exchange) => exchange.fetchFundingRate(perpetual), signal);
  return {
    availableAt: funding.timestamp ?? connection.now(),
    fundingRate: funding.fundingRate ?? null,
    nextFundingTime: funding.fundingTimestamp ?? null,
    markPrice: funding.markPrice ?? null,
    indexPrice: funding.indexPrice ?? null,
    openInterest: await openInterest(connection, perpetual, signal),
  };
}

async function openInterest(connection: Connection, perpetual: string, signal: AbortSignal): Promise<number | null> {
  return connection.call(async (exchange: Exchange) => {
    if (exchange.has.fetchOpenInterest !== true) return null;
    return (await exchange.fetchOpenInterest(perpetual)).openInterestAmount ?? null;
  }, signal);
}
