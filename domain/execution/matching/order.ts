/** Orders as the paper venue holds them. */
import type { Side } from '../../accounting/fill.ts';
import type { BaseQuantity, Price, QuoteAmount } from '../../accounting/money.ts';

export type OrderKind = 'market' | 'limit' | 'stop-market' | 'stop-limit';

/** What an order is for; the reason of the exit that it makes. */
export type Purpose = 'entry' | 'signal' | 'stop' | 'target' | 'liquidation';

/** `quote`: as much as this pays for, the fee included; market orders only. */
export type Amount =
  | { readonly unit: 'base'; readonly quantity: BaseQuantity }
  | { readonly unit: 'quote'; readonly spend: QuoteAmount };

export interface RestingOrder {
  readonly orderId: string;
  readonly side: Side;
  readonly kind: OrderKind;
  readonly purpose: Purpose;
  /** What is left to be filled. */
  readonly amount: Amount;
  readonly limitPrice: Price | null;
  readonly stopPrice: Price | null;
  /** What a spot account keeps for each unit of a buy that is left, in quote; null where nothing is kept. */
  readonly reservedPrice: Price | null;
  /** It never fills more than the position holds, and goes when there is none. */
  readonly reduceOnly: boolean;
  /** Orders of one group share one quantity: what one of them fills, the others lose; the last unit cancels them. */
  readonly group: { readonly name: string; readonly left: BaseQuantity } | null;
  /** Orders that its fills bring with them. */
  readonly bracket: Bracket | null;
}

/** Distances are fractions of the entry price, or of `from` where that is named. */
export interface Bracket {
  readonly from?: Price;
  readonly stopDistance: Price | null;
  /** Rungs of the ladder; their shares of the entry add up to 1 at most. */
  readonly targets: readonly { readonly distance: Price; readonly share: BaseQuantity }[];
}

const PLAIN = {
  limitPrice: null,
  stopPrice: null,
  reservedPrice: null,
  reduceOnly: false,
  group: null,
  bracket: null,
} as const;

/** An order with nothing but what is said of it. @example order({ orderId: 'a', side: 'buy', kind: 'market', purpose: 'entry', amount }) */
export function order(
  given: Pick<RestingOrder, 'orderId' | 'side' | 'kind' | 'purpose' | 'amount'> & Partial<RestingOrder>,
): RestingOrder {
  return { ...PLAIN, ...given };
}
