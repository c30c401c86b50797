/** What happened on an account. Folding them gives its state; `order-sent` and `cancel-sent` are requests to make. */
import type { Fill } from '../../accounting/fill.ts';
import type { BaseQuantity, Price, QuoteAmount } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { RiskVeto } from '../../risk/judge.ts';
import type { OrderNews } from '../orders/life-cycle.ts';
import type { Answer, Question } from '../orders/settlement.ts';
import type { OrderIntent } from './order.ts';
import type { ExecutionPlan } from './plan.ts';
import type { Alarm, Halt } from './state.ts';

export type AccountEvent =
  | { readonly type: 'token-taken'; readonly token: number; readonly time: EpochMs }
  | { readonly type: 'plan-accepted'; readonly plan: ExecutionPlan }
  | {
      readonly type: 'plan-refused';
      readonly planId: string;
      readonly validUntil: EpochMs;
      readonly why: string;
      readonly vetoes: readonly RiskVeto[];
    }
  | { readonly type: 'plan-invalidated'; readonly why: string }
  | { readonly type: 'order-recorded'; readonly intent: OrderIntent }
  | { readonly type: 'order-sent'; readonly clientOrderId: string; readonly time: EpochMs; readonly mark: Price }
  | {
      readonly type: 'order-heard';
      readonly clientOrderId: string;
      readonly news: OrderNews;
      /** What the venue says was filled so far. */
      readonly executed: BaseQuantity;
      readonly time: EpochMs;
    }
  | {
      readonly type: 'question-answered';
      readonly clientOrderId: string;
      readonly question: Question;
      readonly answer: Answer;
      readonly time: EpochMs;
    }
  | { readonly type: 'fill-booked'; readonly clientOrderId: string; readonly fill: Fill; readonly time: EpochMs }
  | { readonly type: 'funding-booked'; readonly paidQuote: QuoteAmount; readonly time: EpochMs }
  | { readonly type: 'liquidated'; readonly fill: Fill; readonly time: EpochMs }
  | { readonly type: 'cancel-sent'; readonly clientOrderId: string; readonly time: EpochMs }
  | { readonly type: 'position-opened' }
  | { readonly type: 'stop-moved'; readonly stopPrice: Price; readonly by: string }
  | { readonly type: 'rung-begun'; readonly quantity: BaseQuantity }
  | { readonly type: 'rung-ended' }
  | { readonly type: 'close-begun'; readonly reason: string }
  | { readonly type: 'trade-closed'; readonly time: EpochMs }
  | { readonly type: 'marked'; readonly mark: Price; readonly time: EpochMs }
  | { readonly type: 'alarm-raised'; readonly alarm: Alarm }
  | { readonly type: 'alarm-ended'; readonly about: Alarm['about']; readonly subject: string }
  | { readonly type: 'difference-seen'; readonly why: string; readonly time: EpochMs }
  | { readonly type: 'reconciled' }
  | { readonly type: 'halted'; readonly halt: Halt }
  | { readonly type: 'halt-lifted'; readonly cause: Halt['cause'] };
