/** What happened on a paper account, as its venue keeps it: written before it is told, folded again after a restart. */
import type { Fill, Side } from '../../accounting/fill.ts';
import type { BaseQuantity, Price, QuoteAmount } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';

export interface AcceptedOrder {
  readonly clientOrderId: string;
  readonly side: Side;
  readonly kind: 'market' | 'stop-market';
  readonly quantity: BaseQuantity;
  readonly stopPrice: Price | null;
  /** Quote units kept for each unit of a spot buy until it trades; null: nothing is kept. */
  readonly reservedPrice: Price | null;
  /** It only ever makes the position smaller; a spot market knows no such orders. */
  readonly reduceOnly: boolean;
  readonly acceptedAt: EpochMs;
}

/** Why the venue ended an order: cash that did not pay for the rest, or no position left for it to reduce. */
export type Expiry = 'insufficient-balance' | 'position-closed';

/** `time`: when the venue came to know it, which for fills in closed bars is later than when they happened. */
export type PaperEvent =
  | { readonly type: 'opened'; readonly symbol: string; readonly startQuote: QuoteAmount; readonly time: EpochMs }
  | { readonly type: 'accepted'; readonly order: AcceptedOrder }
  | {
      readonly type: 'ended';
      readonly clientOrderId: string;
      readonly as: 'cancelled';
      readonly time: EpochMs;
    }
  | {
      readonly type: 'ended';
      readonly clientOrderId: string;
      readonly as: 'expired';
      readonly why: Expiry;
      readonly time: EpochMs;
    }
  | { readonly type: 'filled'; readonly clientOrderId: string; readonly fill: Fill; readonly time: EpochMs }
  | { readonly type: 'funded'; readonly settledAt: EpochMs; readonly paidQuote: QuoteAmount; readonly time: EpochMs }
  | { readonly type: 'watched'; readonly until: EpochMs };
