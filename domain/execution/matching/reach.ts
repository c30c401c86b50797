/** Whether and where a bar reaches an order (METHODS §10). Everything is compared as a double, from the seller's side. */
import type { Side } from '../../accounting/fill.ts';
import type { Bar } from './bar.ts';
import type { WorkingOrder } from './working-orders.ts';

/** Earlier in this list comes first: stops before limits, and the open before everything else in the bar. */
export const PHASES = ['market', 'stop-at-open', 'limit-at-open', 'stop-inside', 'limit-inside'] as const;
export type Phase = (typeof PHASES)[number];

export interface Reach {
  readonly phase: Phase;
  readonly at: 'open' | 'stop' | 'limit';
  /** How far from the open the price had to go; the nearer order comes first. */
  readonly distance: number;
}

/** Since when in the bar an order has been there. */
export type Since = 'before' | 'open' | 'inside';

/**
 * Where the bar fills the order; null when it does not. A stop is reached by a touch; a limit needs a trade beyond it,
 * which on a venue's grid of prices is one tick. An order that came with a fill inside the bar knows less: its stop may
 * have been touched and therefore was, its limit was passed for certain only when the bar closed beyond it.
 */
export function reach({ order, stop, limit }: WorkingOrder, bar: Bar, since: Since): Reach | null {
  const seen = fromSeller(order.side, bar);
  const sign = order.side === 'sell' ? 1 : -1;
  switch (order.kind) {
    case 'market':
      return { phase: 'market', at: 'open', distance: 0 };
    case 'stop-market':
      return stopReached(sign * stop, seen, since);
    case 'limit':
      return limitReached(sign * limit, seen, since);
    case 'stop-limit': {
      const triggered = stopReached(sign * stop, seen, since);
      if (triggered === null) return null;
      const price = triggered.at === 'open' ? seen.open : sign * stop;
      if (price >= sign * limit) return triggered;
      return triggered.at === 'open' ? limitReached(sign * limit, seen, since) : null;
    }
    default:
      return order.kind satisfies never;
  }
}

/** Whether the bar makes a stop-limit order a limit order. */
export function triggers({ order, stop }: WorkingOrder, bar: Bar): boolean {
  if (order.kind !== 'stop-limit') return false;
  return order.side === 'sell' ? bar.low <= stop : bar.high >= stop;
}

interface Seen {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** The bar of a buyer upside down, so that both read the same. */
function fromSeller(side: Side, { open, high, low, close }: Bar): Seen {
  return side === 'sell' ? { open, high, low, close } : { open: -open, high: -low, low: -high, close: -close };
}

function stopReached(stop: number, { open, low }: Seen, since: Since): Reach | null {
  if (since !== 'inside' && open <= stop) return { phase: 'stop-at-open', at: 'open', distance: 0 };
  return low <= stop ? { phase: 'stop-inside', at: 'stop', distance: open - stop } : null;
}

function limitReached(limit: number, { open, high, close }: Seen, since: Since): Reach | null {
  if (since !== 'inside' && open > limit) return { phase: 'limit-at-open', at: 'open', distance: 0 };
  const furthest = since === 'inside' ? close : high;
  return furthest > limit ? { phase: 'limit-inside', at: 'limit', distance: limit - open } : null;
}
