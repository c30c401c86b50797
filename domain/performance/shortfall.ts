/** What it cost to trade at the prices that were got instead of those that were seen (implementation shortfall, Perold 1988). */
import { quantileSorted } from '../numeric/quantiles.ts';

export interface TradedPrice {
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly price: number;
}

/**
 * `reference`: the price seen when the order left, or that of the paper fill beside a live one. Positive: worse. Quote
 * units, and ten-thousandths of the reference.
 *
 * @example shortfallOf({ side: 'buy', quantity: 2, price: 101 }, 100) // { quote: 2, bps: 100 }
 */
export function shortfallOf({ side, quantity, price }: TradedPrice, reference: number): { quote: number; bps: number } {
  const worse = side === 'buy' ? price - reference : reference - price;
  return { quote: worse * quantity, bps: (1e4 * worse) / reference };
}

export interface Shortfall {
  readonly fills: number;
  readonly quote: number;
  readonly meanBps: number;
  readonly medianBps: number;
  /** Exceeded by one fill in twenty. */
  readonly p95Bps: number;
}

/** NaN without fills. */
export function shortfallSummary(fills: readonly (TradedPrice & { readonly reference: number })[]): Shortfall {
  const each = fills.map((fill) => shortfallOf(fill, fill.reference));
  const bps = Float64Array.from(each, (one) => one.bps).sort();
  return {
    fills: fills.length,
    quote: each.reduce((sum, one) => sum + one.quote, 0),
    meanBps: bps.reduce((sum, one) => sum + one, 0) / bps.length,
    medianBps: quantileSorted(bps, 0.5),
    p95Bps: quantileSorted(bps, 0.95),
  };
}
