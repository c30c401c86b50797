import type { Decimal } from 'decimal.js';
import { type Fill, movementOf } from '../../accounting/fill.ts';
import { type BaseQuantity, exact, Money, type Price } from '../../accounting/money.ts';
import { ceilToStep, floorToStep } from '../../accounting/steps.ts';
import { order, type RestingOrder } from './order.ts';
import type { PaperVenue } from './venue.ts';

/** Stop and targets of what one fill of an entry brought, the fee in base taken off; they share its quantity. */
export function protectionOf(entry: RestingOrder, fill: Fill, venue: PaperVenue): RestingOrder[] {
  const { bracket } = entry;
  if (bracket === null) return [];
  const held = movementOf(fill, venue).quantity.abs();
  const long = entry.side === 'buy';
  const price = exact(bracket.from ?? fill.price);
  const protecting = (
    name: string,
    quantity: BaseQuantity,
    rest: Partial<RestingOrder> & Pick<RestingOrder, 'kind' | 'purpose'>,
  ) =>
    order({
      orderId: `${fill.tradeId}/${name}`,
      side: long ? 'sell' : 'buy',
      amount: { unit: 'base', quantity },
      reduceOnly: true,
      group: { name: fill.tradeId, left: held },
      ...rest,
    });
  const targets = bracket.targets.map(({ distance, share }, i) =>
    protecting(`target${i + 1}`, shareOfHeld(held, share, venue), {
      kind: 'limit',
      purpose: 'target',
      limitPrice: distant(price, long ? distance : distance.negated(), venue),
    }),
  );
  if (bracket.stopDistance === null) return targets;
  const stop = protecting('stop', held, {
    kind: 'stop-market',
    purpose: 'stop',
    stopPrice: distant(price, long ? bracket.stopDistance.negated() : bracket.stopDistance, venue),
  });
  return [stop, ...targets];
}

/** On the venue's grid, away from the entry: the stop no nearer, the target no easier than was asked for. */
function distant(entry: Price, distance: Decimal, { priceStep }: PaperVenue): Price {
  const price = entry.times(distance.plus(ONE));
  if (priceStep === null) return price;
  return distance.isNegative() ? floorToStep(price, priceStep) : ceilToStep(price, priceStep);
}

const ONE = new Money(1);

function shareOfHeld(held: BaseQuantity, share: Decimal, { quantityStep }: PaperVenue): BaseQuantity {
  return share.equals(ONE) ? held : floorToStep(held.times(share), quantityStep);
}
