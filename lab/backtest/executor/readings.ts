/** What the executor is shown of a bar, and when: its open, the prices of targets that it passes, its close. */
import { Money, type Price } from '../../../domain/accounting/money.ts';
import type { Bar } from '../../../domain/execution/matching/bar.ts';
import type { PaperVenue } from '../../../domain/execution/matching/venue.ts';
import type { MarketReading } from '../../../domain/execution/exits/exit-rule.ts';
import type { EpochMs } from '../../../domain/market/candles.ts';

/** A single price as a bar. */
export function pointBar(price: number, { openTime, volume }: Bar): Bar {
  return { openTime, open: price, high: price, low: price, close: price, volume };
}

/** `last`: the bar that closed last, whose range moves stops. */
export function readingOf(price: number, last: Bar, time: EpochMs, { spread }: PaperVenue): MarketReading {
  const traded = new Money(price);
  const half = traded.times(spread).div(2);
  return {
    time,
    bid: traded.minus(half),
    ask: traded.plus(half),
    high: new Money(last.high),
    low: new Money(last.low),
    atr: null,
  };
}

/**
 * The traded price at which who holds the position gets `target` at the quote: that itself without a spread, else the
 * nearest double beyond it.
 */
export function priceThatPays(target: Price, side: 'LONG' | 'SHORT', { spread }: PaperVenue): number {
  const half = spread.div(2);
  const long = side === 'LONG';
  const share = long ? new Money(1).minus(half) : new Money(1).plus(half);
  const price = target.div(share).toNumber();
  const paid = new Money(price).times(share);
  if (long ? paid.greaterThanOrEqualTo(target) : paid.lessThanOrEqualTo(target)) return price;
  return price * (long ? 1 + Number.EPSILON : 1 - Number.EPSILON);
}
