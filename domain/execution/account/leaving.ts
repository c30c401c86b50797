/** The last question before a request leaves, asked with the row as it stands in that moment (INCIDENTS 2.2, 11). */
import type { TradingState } from '../../risk/trading-state.ts';
import type { Order } from './order.ts';

/**
 * Entries leave in `normal` alone, exits, stops and cancels unless trading is halted, and cancels of entries always.
 *
 * @example mayLeave({ kind: 'place', leg: 'entry' }, 'reduce') // false
 */
export function mayLeave(
  { kind, leg }: { readonly kind: 'place' | 'cancel'; readonly leg: Order['leg'] },
  trading: TradingState,
): boolean {
  if (leg === 'entry') return kind === 'cancel' || trading === 'normal';
  return trading !== 'halt';
}
