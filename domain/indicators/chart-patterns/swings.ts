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
 * Only pivots that are known at the last bar, hence the last swing is at least `right` bars old. A bar that is both came from its
 * low when it rose, else from its high.
 */
export function swings(bars: Bars, left: number, right: number): Swing[] {
  const [highs, lows] = batch(PIVOTS, bars, { left, right });
  const found: Swing[] = [];
  for (let i = right; i < highs.length; i++) {
    const at = i - right;
    const high = { kind: 'high', at, price: highs[i] } as const;
    const low = { kind: 'low', at, price: lows[i] } as const;
    const rising = bars.close[at] > bars.open[at];
    for (const swing of rising ? [low, high] : [high, low]) if (!Number.isNaN(swing.price)) place(found, swing);
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
