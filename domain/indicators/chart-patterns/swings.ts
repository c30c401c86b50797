import { PIVOTS } from '../pivots.ts';
import type { Bars } from '../indicator.ts';
import { batch } from '../run.ts';

/** A turning point: the bar it lies on and its high or low, in quote units. */
export interface Swing {
  readonly kind: 'high' | 'low';
  readonly at: number;
  readonly price: number;
}

/**
 * The pivots of `bars` as alternating highs and lows, ascending; of two highs (lows) in a row the more extreme stays.
 * Only pivots that are known at the last bar, hence the last swing is at least `right` bars old.
 */
export function swings(bars: Bars, left: number, right: number): Swing[] {
  const [highs, lows] = batch(PIVOTS, bars, { left, right });
  const found: Swing[] = [];
  for (let i = right; i < highs.length; i++) {
    if (!Number.isNaN(highs[i])) place(found, { kind: 'high', at: i - right, price: highs[i] });
    if (!Number.isNaN(lows[i])) place(found, { kind: 'low', at: i - right, price: lows[i] });
  }
  return found;
}

function place(found: Swing[], swing: Swing): void {
  const last = found[found.length - 1];
  if (last?.kind !== swing.kind) found.push(swing);
  else if (swing.kind === 'high' ? swing.price > last.price : swing.price < last.price) found[found.length - 1] = swing;
}

/** The straight line through two swings: its price at a bar. */
export function lineThrough(a: Swing, b: Swing): (at: number) => number {
  const slope = (b.price - a.price) / (b.at - a.at);
  return (at) => a.price + slope * (at - a.at);
}
