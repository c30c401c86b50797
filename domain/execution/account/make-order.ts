import type { BaseQuantity, Price } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import { clientOrderId } from '../orders/client-order-id.ts';
import type { AccountEvent } from './events.ts';
import type { Leg, OrderIntent } from './order.ts';
import type { ExecutionPlan } from './plan.ts';
import { ordersOf } from './standing.ts';
import type { AccountState } from './state.ts';

/** Recorded and sent in one commit, before the request leaves; a new attempt is a new decision and has a new id. */
export function orderEvents(
  state: AccountState,
  plan: ExecutionPlan,
  wanted: { readonly leg: Leg; readonly quantity: BaseQuantity; readonly stopPrice: Price | null },
  now: EpochMs,
  mark: Price,
): AccountEvent[] {
  const intent = intentOf(state, plan, wanted);
  return [
    { type: 'order-recorded', intent },
    { type: 'order-sent', clientOrderId: intent.clientOrderId, time: now, mark },
  ];
}

function intentOf(
  state: AccountState,
  { planId, side }: ExecutionPlan,
  wanted: { readonly leg: Leg; readonly quantity: BaseQuantity; readonly stopPrice: Price | null },
): OrderIntent {
  const { accountId, dialect } = state.settings;
  const { leg } = wanted;
  const attempt = 1 + ordersOf(state).filter((order) => order.planId === planId && order.leg === leg).length;
  const buys = (side === 'LONG') === (leg === 'entry');
  return {
    ...wanted,
    clientOrderId: clientOrderId({ accountId, planId, leg, attempt }, dialect),
    planId,
    attempt,
    side: buys ? 'buy' : 'sell',
    kind: wanted.stopPrice === null ? 'market' : 'stop-market',
    token: state.token,
  };
}
