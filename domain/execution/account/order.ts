import type { Side } from '../../accounting/fill.ts';
import { type BaseQuantity, Money, type Price } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import { isFinal, type OrderState } from '../orders/life-cycle.ts';
import type { Settlement } from '../orders/settlement.ts';

/** What is written before the request leaves. The same client order id always means the same of these. */
export interface OrderIntent {
  readonly clientOrderId: string;
  readonly planId: string;
  readonly leg: Leg;
  readonly attempt: number;
  readonly side: Side;
  readonly kind: 'market' | 'stop-market';
  readonly quantity: BaseQuantity;
  readonly stopPrice: Price | null;
  /** Of the worker that wrote it: who holds an older one than the account's may not send. */
  readonly token: number;
}

/** Protection waits at the venue for the stop; an exit takes what is there. */
export const LEGS = ['entry', 'protection', 'exit'] as const;
export type Leg = (typeof LEGS)[number];

export interface Order extends OrderIntent {
  readonly state: OrderState;
  readonly sentAt: EpochMs | null;
  /** Of the fills we know. */
  readonly filled: BaseQuantity;
  /** What the venue says was filled: more than `filled` while news of fills are missing. */
  readonly executed: BaseQuantity;
  /** When its cancelling was last asked for; null while nothing is under way. */
  readonly cancelSentAt: EpochMs | null;
  /** While it is unknown. */
  readonly settlement: Settlement | null;
  readonly finalAt: EpochMs | null;
}

export function isAlive({ state }: Order): boolean {
  return !isFinal(state);
}

/** What it may still trade, at worst. */
export function remaining({ quantity, filled }: Order): BaseQuantity {
  return quantity.minus(filled);
}

/** Fills that the venue has counted and we have not seen. */
export function missesFills({ filled, executed }: Order): boolean {
  return executed.greaterThan(filled);
}

/** Whether nobody can say what the venue makes of it. */
export function isUncertain(order: Order): boolean {
  return order.state === 'sent' || order.state === 'unknown' || missesFills(order);
}

export function totalRemaining(orders: readonly Order[]): BaseQuantity {
  return orders.reduce((sum, order) => sum.plus(remaining(order)), new Money(0));
}
