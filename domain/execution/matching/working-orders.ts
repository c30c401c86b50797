/** The orders that rest at the venue, with the two prices that tell whether a bar concerns any of them. */
import type { RestingOrder } from './order.ts';

/** Its prices as doubles, to be compared; NaN where it has none. */
export interface WorkingOrder {
  readonly order: RestingOrder;
  readonly stop: number;
  readonly limit: number;
}

export interface WorkingOrders {
  /** In the order in which they were placed. */
  readonly orders: readonly WorkingOrder[];
  /** A bar whose low is above the one and whose high is below the other touches no order. */
  readonly touchedBelow: number;
  readonly touchedAbove: number;
}

export const NO_ORDERS: WorkingOrders = {
  orders: [],
  touchedBelow: Number.NEGATIVE_INFINITY,
  touchedAbove: Number.POSITIVE_INFINITY,
};

export function working(order: RestingOrder): WorkingOrder {
  return { order, stop: order.stopPrice?.toNumber() ?? Number.NaN, limit: order.limitPrice?.toNumber() ?? Number.NaN };
}

export function placed(before: WorkingOrders, order: RestingOrder): WorkingOrders {
  return workingOrders([...before.orders, working(order)]);
}

export function workingOrders(orders: readonly WorkingOrder[]): WorkingOrders {
  if (orders.length === 0) return NO_ORDERS;
  let touchedBelow = Number.NEGATIVE_INFINITY;
  let touchedAbove = Number.POSITIVE_INFINITY;
  for (const { order, stop, limit } of orders) {
    const waitsForFall = order.kind === 'limit' ? order.side === 'buy' : order.side === 'sell';
    const price = order.kind === 'limit' ? limit : stop;
    if (order.kind === 'market') touchedBelow = Number.POSITIVE_INFINITY;
    else if (waitsForFall) touchedBelow = Math.max(touchedBelow, price);
    else touchedAbove = Math.min(touchedAbove, price);
  }
  return { orders, touchedBelow, touchedAbove };
}

export function touches({ touchedBelow, touchedAbove }: WorkingOrders, low: number, high: number): boolean {
  return low <= touchedBelow || high >= touchedAbove;
}
