import type { PriceFeed } from '../../activities/ports.ts';
import type { Side } from '../../domain/accounting/fill.ts';
import { Money, type Price } from '../../domain/accounting/money.ts';
import type { MarketReading } from '../../domain/execution/exits/exit-rule.ts';
import type { Quote } from '../../domain/execution/paper/market.ts';
import type { PaperTerms } from '../../domain/execution/paper/terms.ts';
import type { EpochMs } from '../../domain/market/candles.ts';

/** What an order on this side would trade at first; null where that side of the book is empty. */
export function priceOf(quote: Quote, side: Side): Price | null {
  if (quote.kind === 'last') return new Money(quote.price);
  return (side === 'buy' ? quote.asks : quote.bids)[0]?.price ?? null;
}

/** Around the last price where the feed has no book. */
export function bestPrices(quote: Quote, { costs }: PaperTerms): { readonly bid: Price; readonly ask: Price } | null {
  if (quote.kind === 'last') {
    const half = new Money(quote.price).times(costs.spread).div(2);
    return { bid: new Money(quote.price).minus(half), ask: new Money(quote.price).plus(half) };
  }
  const [bid, ask] = [priceOf(quote, 'sell'), priceOf(quote, 'buy')];
  return bid === null || ask === null ? null : { bid, ask };
}

/** High and low are those of the last closed bar; of the quote where there is none. */
export async function readingOf(
  feed: PriceFeed,
  terms: PaperTerms,
  now: EpochMs,
  signal: AbortSignal,
): Promise<MarketReading | null> {
  const quote = await feed.quote(signal);
  const best = quote === null ? null : bestPrices(quote, terms);
  if (quote === null || best === null) return null;
  const closed = Math.floor(now / feed.barMs) * feed.barMs;
  const bar = (await feed.bars(closed - feed.barMs, closed, signal)).at(-1);
  const atr = await feed.averageTrueRange(signal);
  return {
    time: quote.time,
    ...best,
    high: bar === undefined ? best.bid : new Money(bar.high),
    low: bar === undefined ? best.ask : new Money(bar.low),
    atr: atr === null ? null : new Money(atr),
  };
}
