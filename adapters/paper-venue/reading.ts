import type { Decimal } from 'decimal.js';
import type { PriceFeed } from '../../activities/ports.ts';
import type { Side } from '../../domain/accounting/fill.ts';
import { Money, type Price } from '../../domain/accounting/money.ts';
import type { MarketReading } from '../../domain/execution/exits/exit-rule.ts';
import type { Quote } from '../../domain/execution/paper/market.ts';
import { marketReading } from '../../domain/execution/paper/reading.ts';
import type { EpochMs } from '../../domain/market/candles.ts';

/** What an order on this side would trade at first; null where that side of the book is empty. */
export function priceOf(quote: Quote, side: Side): Price | null {
  if (quote.kind === 'last') return new Money(quote.price);
  return (side === 'buy' ? quote.asks : quote.bids)[0]?.price ?? null;
}

export async function readingOf(
  feed: PriceFeed,
  spread: Decimal,
  now: EpochMs,
  signal: AbortSignal,
): Promise<MarketReading | null> {
  const quote = await feed.quote(signal);
  if (quote === null) return null;
  const closed = Math.floor(now / feed.barMs) * feed.barMs;
  const [bar] = await feed.bars(closed - feed.barMs, closed, signal);
  return marketReading(quote, spread, bar, await feed.averageTrueRange(signal));
}
