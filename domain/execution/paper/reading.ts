import { Money } from '../../accounting/money.ts';
import type { Decimal } from 'decimal.js';
import type { MarketReading } from '../exits/exit-rule.ts';
import type { Bar } from '../matching/bar.ts';
import type { Quote } from './market.ts';

/** Around the last price where there is no book; null where a side of it is empty. `spread`: a fraction of the price. */
export function bestPrices(quote: Quote, spread: Decimal): Pick<MarketReading, 'bid' | 'ask'> | null {
  if (quote.kind === 'last') {
    const price = new Money(quote.price);
    const half = price.times(spread).div(2);
    return { bid: price.minus(half), ask: price.plus(half) };
  }
  const [bid, ask] = [quote.bids[0], quote.asks[0]];
  return bid === undefined || ask === undefined ? null : { bid: bid.price, ask: ask.price };
}

/** High and low are those of the last closed bar; of the quote where there is none. */
export function marketReading(
  quote: Quote,
  spread: Decimal,
  bar: Bar | undefined,
  averageTrueRange: number | null,
): MarketReading | null {
  const best = bestPrices(quote, spread);
  if (best === null) return null;
  return {
    time: quote.time,
    ...best,
    high: bar === undefined ? best.bid : new Money(bar.high),
    low: bar === undefined ? best.ask : new Money(bar.low),
    atr: averageTrueRange === null ? null : new Money(averageTrueRange),
  };
}
