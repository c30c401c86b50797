/** Prices as the holder of a position sees them. */
import type { Price } from '../../accounting/money.ts';
import { type ExitAnswer, HOLD, type HeldPosition, type MarketReading } from './exit-rule.ts';

type Side = HeldPosition['side'];

/** What closing the position now would get: the bid for a long one, the ask for a short one. */
export function exitPrice(side: Side, { bid, ask }: MarketReading): Price {
  return side === 'LONG' ? bid : ask;
}

/** Best price of the last bar. */
export function bestPrice(side: Side, { high, low }: MarketReading): Price {
  return side === 'LONG' ? high : low;
}

/** Whether `price` is as good as `than` for the holder, or better. */
export function atLeastAsGood(side: Side, price: Price, than: Price): boolean {
  return side === 'LONG' ? price.greaterThanOrEqualTo(than) : price.lessThanOrEqualTo(than);
}

/** `price` made worse by a distance. */
export function worseBy(side: Side, price: Price, distance: Price): Price {
  return side === 'LONG' ? price.minus(distance) : price.plus(distance);
}

/** Moves the stop there, unless it stands there already or nearer. */
export function stopNoFurtherThan({ side, stopPrice }: HeldPosition, wanted: Price): ExitAnswer {
  return atLeastAsGood(side, stopPrice, wanted) ? HOLD : { kind: 'move-stop', stopPrice: wanted };
}
