/** What the executor can hear: from the venue, from people, from the clock. */
import type { Fill } from '../../accounting/fill.ts';
import type { BaseQuantity, QuoteAmount } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { TradingState } from '../../risk/trading-state.ts';
import type { MarketReading } from '../exits/exit-rule.ts';
import type { OrderNews } from '../orders/life-cycle.ts';
import type { Answer, Question } from '../orders/settlement.ts';
import type { ExecutionPlan } from './plan.ts';

export interface OrderReport {
  readonly clientOrderId: string;
  /** A filled order is reported as `acknowledge`: quantities come from fills (INCIDENTS 2.2). */
  readonly news: Exclude<OrderNews, 'send' | 'abandon' | 'part-fill' | 'last-fill' | 'not-there'>;
  /** What the venue says was filled so far. */
  readonly executed: BaseQuantity;
}

export interface OrderFill {
  /** Of the order, whoever placed it. */
  readonly clientOrderId: string;
  readonly fill: Fill;
}

/** What a perpetual's settlement took from the account; negative: what it brought. One settlement has one time. */
export interface FundingPaid {
  readonly paidQuote: QuoteAmount;
  readonly time: EpochMs;
}

/** What the venue was found to hold: the orders that we think alive, by id; fills with overlap; balances; all open orders. */
export interface Pulled {
  readonly reports: readonly OrderReport[];
  readonly fills: readonly OrderFill[];
  readonly positionBase: BaseQuantity;
  readonly cashQuote: QuoteAmount;
  readonly openOrders: readonly string[];
  /** With overlap; none on spot. */
  readonly funding?: readonly FundingPaid[];
  /** With overlap: what the venue closed itself, because the margin was used up; none on spot. */
  readonly liquidations?: readonly Fill[];
}

export type Heard =
  | { readonly kind: 'time' }
  | { readonly kind: 'take-over'; readonly token: number }
  | { readonly kind: 'plan'; readonly plan: ExecutionPlan; readonly expectedSlippage: number }
  | { readonly kind: 'invalidate'; readonly planId: string; readonly why: string }
  | ({ readonly kind: 'report' } & OrderReport)
  | ({ readonly kind: 'fill' } & OrderFill)
  | ({ readonly kind: 'funding' } & FundingPaid)
  /** The venue itself closed the position, or a part of it: the margin was used up. */
  | { readonly kind: 'liquidated'; readonly fill: Fill }
  | { readonly kind: 'answer'; readonly clientOrderId: string; readonly question: Question; readonly answer: Answer }
  /** `askedAt`: the venue answers for that moment at the earliest; without it, for now. */
  | { readonly kind: 'pulled'; readonly pulled: Pulled; readonly askedAt?: EpochMs }
  | { readonly kind: 'lift-halts' };

/** When something is heard: the time, the row of the trading state (null: unreadable), the market (null: not known). */
export interface Moment {
  readonly now: EpochMs;
  readonly row: TradingState | null;
  readonly market: MarketReading | null;
}
