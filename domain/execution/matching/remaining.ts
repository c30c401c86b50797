/** What a fill leaves of the orders: of its own, of its group, and of those that only reduce a position. */
import type { Fill } from '../../accounting/fill.ts';
import type { BaseQuantity } from '../../accounting/money.ts';
import { reducible } from './execution.ts';
import type { RestingOrder } from './order.ts';
import { type WorkingOrder, working } from './working-orders.ts';

/** The filled order without what was filled, gone where that was the `whole` of it; its group likewise. */
export function afterFill(
  orders: readonly WorkingOrder[],
  filled: RestingOrder,
  fill: Fill,
  whole: boolean,
): WorkingOrder[] {
  const left: WorkingOrder[] = [];
  for (const each of orders) {
    const { order } = each;
    const own = order.orderId === filled.orderId;
    const together = filled.group !== null && order.group?.name === filled.group.name;
    if (!own && !together) left.push(each);
    else {
      const rest = own ? (whole ? null : lessened(order, fill)) : order;
      const capped = together && rest !== null ? groupLessened(rest, fill.quantity) : rest;
      if (capped !== null) left.push(working(capped));
    }
  }
  return left;
}

/** Orders that only reduce, capped to the position; gone where there is none on their side (INCIDENTS O10). */
export function afterPosition(orders: readonly WorkingOrder[], position: BaseQuantity): WorkingOrder[] {
  const left: WorkingOrder[] = [];
  for (const each of orders) {
    const { order } = each;
    if (!order.reduceOnly) left.push(each);
    else {
      const most = reducible(order, position);
      const capped = most.isZero() ? null : cappedTo(order, most);
      if (capped !== null) left.push(capped === order ? each : working(capped));
    }
  }
  return left;
}

function lessened(order: RestingOrder, { quantity, price, fee }: Fill): RestingOrder {
  if (order.amount.unit === 'base') {
    return { ...order, amount: { unit: 'base', quantity: order.amount.quantity.minus(quantity) } };
  }
  const feeQuote = fee.priceQuote === null ? fee.amount : fee.amount.times(fee.priceQuote);
  const spent = quantity.times(price).plus(feeQuote);
  return { ...order, amount: { unit: 'quote', spend: order.amount.spend.minus(spent) } };
}

function groupLessened(order: RestingOrder, quantity: BaseQuantity): RestingOrder | null {
  if (order.group === null) return order;
  const left = order.group.left.minus(quantity);
  return left.isZero() ? null : cappedTo({ ...order, group: { ...order.group, left } }, left);
}

function cappedTo(order: RestingOrder, most: BaseQuantity): RestingOrder {
  if (order.amount.unit !== 'base' || order.amount.quantity.lessThanOrEqualTo(most)) return order;
  return { ...order, amount: { unit: 'base', quantity: most } };
}
