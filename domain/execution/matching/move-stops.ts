import { Money, type Price } from '../../accounting/money.ts';
import type { Bar } from './bar.ts';
import type { RestingOrder } from './order.ts';
import { type WorkingOrder, type WorkingOrders, working, workingOrders } from './working-orders.ts';

/**
 * Stops as they stand after the close of a bar, in effect from the next one (METHODS §10). A trailing stop follows the
 * best price of the bar, a break-even stop moves once that has reached its trigger; neither ever moves back.
 */
export function moveStops(before: WorkingOrders, bar: Bar): WorkingOrders {
  return before.moving ? workingOrders(before.orders.map((each) => moved(each, bar))) : before;
}

function moved(each: WorkingOrder, { high, low }: Bar): WorkingOrder {
  const { order } = each;
  if (order.move === null || order.stopPrice === null) return each;
  const best = new Money(order.side === 'sell' ? high : low);
  const stopPrice = movedStop(order, order.move, best);
  if (stopPrice === null) return each;
  const nearer = order.side === 'sell' ? stopPrice.greaterThan(order.stopPrice) : stopPrice.lessThan(order.stopPrice);
  return nearer ? working({ ...order, stopPrice }) : each;
}

function movedStop({ side }: RestingOrder, move: RestingOrder['move'] & {}, best: Price): Price | null {
  switch (move.kind) {
    case 'trailing':
      return best.times(side === 'sell' ? new Money(1).minus(move.fraction) : new Money(1).plus(move.fraction));
    case 'break-even': {
      const reached = side === 'sell' ? best.greaterThanOrEqualTo(move.trigger) : best.lessThanOrEqualTo(move.trigger);
      return reached ? move.stopPrice : null;
    }
    default:
      return move satisfies never;
  }
}
