import type { Shape, View } from './pattern.ts';
import { lineThrough } from './swings.ts';

const SHOULDER_TOLERANCE = 1.5;
const MIN_HEAD = 1;

/**
 * Head and shoulders that ends with the swing `end`: out of a rise, three highs of which the middle one stands at least
 * 1 ATR above the others, which differ by at most 1½ ATR. Confirmed by a close below the line through the two lows,
 * failed by one above the higher shoulder. (Lo, Mamaysky & Wang 2000.)
 */
export function headAndShoulders(view: View, end: number): Shape | null {
  if (end < 5 || view.swings[end].kind !== 'high') return null;
  const [start, left, low, head, secondLow, right] = view.swings.slice(end - 5, end + 1);
  const shoulders = Math.max(left.price, right.price);
  const stands = head.price - shoulders >= MIN_HEAD * view.unit;
  const alike = Math.abs(left.price - right.price) <= SHOULDER_TOLERANCE * view.unit;
  const neckline = lineThrough(low, secondLow);
  const above = Math.min(left.price, right.price) > Math.max(neckline(left.at), neckline(right.at));
  if (!stands || !alike || !above || start.price >= Math.min(low.price, secondLow.price)) return null;
  return {
    name: view.mirrored ? 'inverse_head_and_shoulders' : 'head_and_shoulders',
    direction: -1,
    swings: [left, low, head, secondLow, right],
    upper: () => shoulders,
    lower: neckline,
  };
}
