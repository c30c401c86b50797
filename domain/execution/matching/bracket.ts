import { type Fill, movementOf } from '../../accounting/fill.ts';
import { exact, Money } from '../../accounting/money.ts';
import { floorToStep } from '../../accounting/steps.ts';
import { order, type RestingOrder } from './order.ts';
import type { PaperVenue } from './venue.ts';

/** Stop and targets of what one fill of an entry brought, the fee in base taken off; they share its quantity. */
export function protectionOf(entry: RestingOrder, fill: Fill, venue: PaperVenue): RestingOrder[] {
  const { bracket } = entry;
  if (bracket === null) return [];
  const held = movementOf(fill, venue).quantity.abs();
  const side = entry.side === 'buy' ? 'sell' : 'buy';
  const group = { name: fill.tradeId, left: held };
  const away = (distance: RestingOrder['limitPrice'] & {}, sign: 1 | -1) =>
    exact(fill.price).times(new Money(1).plus(distance.times(entry.side === 'buy' ? sign : -sign)));
  const legs = bracket.targets.map(({ distance, share }, i) =>
    order({
      orderId: `${fill.tradeId}/target${i + 1}`,
      side,
      kind: 'limit',
      purpose: 'target',
      amount: { unit: 'base', quantity: share.equals(1) ? held : floorToStep(held.times(share), venue.quantityStep) },
      limitPrice: away(distance, 1),
      reduceOnly: true,
      group,
    }),
  );
  if (bracket.stopDistance === null) return legs;
  const stop = order({
    orderId: `${fill.tradeId}/stop`,
    side,
    kind: 'stop-market',
    purpose: 'stop',
    amount: { unit: 'base', quantity: held },
    stopPrice: away(bracket.stopDistance, -1),
    reduceOnly: true,
    group,
    move: bracket.stopMove,
  });
  return [stop, ...legs];
}
