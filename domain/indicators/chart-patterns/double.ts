import type { Shape, View } from './pattern.ts';

const TOP_TOLERANCE = 0.75;
const MIN_DEPTH = 2;

/**
 * Double top that ends with the swing `end`: out of a rise, two highs within ¾ ATR of each other and a low at least
 * 2 ATR below them. Confirmed by a close below that low, failed by one above both highs. (Lo, Mamaysky & Wang 2000.)
 */
export function doubleTop(view: View, end: number): Shape | null {
  if (end < 3 || view.swings[end].kind !== 'high') return null;
  const [start, first, low, second] = view.swings.slice(end - 3, end + 1);
  const alike = Math.abs(first.price - second.price) <= TOP_TOLERANCE * view.unit;
  const deep = Math.min(first.price, second.price) - low.price >= MIN_DEPTH * view.unit;
  if (!alike || !deep || start.price >= low.price) return null;
  return {
    name: view.mirrored ? 'double_bottom' : 'double_top',
    direction: -1,
    swings: [first, low, second],
    upper: () => Math.max(first.price, second.price),
    lower: () => low.price,
  };
}
