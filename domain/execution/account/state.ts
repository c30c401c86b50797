/** What the executor knows of one account on one market: a value that events turn into the next one. */
import { type AccountBook, openBook } from '../../accounting/book.ts';
import { type BaseQuantity, type QuoteAmount, ZERO } from '../../accounting/money.ts';
import type { MarketSteps } from '../../accounting/steps.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { RiskLimits } from '../../risk/judge.ts';
import type { SentOrder } from '../../risk/rule.ts';
import type { IdDialect } from '../orders/client-order-id.ts';
import type { Order } from './order.ts';
import type { ExecutionPlan, RunningTrade } from './plan.ts';

export interface AccountSettings {
  readonly accountId: string;
  readonly symbol: string;
  readonly steps: MarketSteps;
  /** Coins that lay at the venue when the account was opened; they are neither traded nor part of its equity. Absent: none. */
  readonly asideBase?: BaseQuantity;
  readonly dialect: IdDialect;
  readonly limits: RiskLimits;
  /** Nothing is opened on a price that is older. */
  readonly quoteMaxAgeMs: number;
  /** A request without an answer for so long has become silence. */
  readonly answerMs: number;
  /** How long the venue may lag behind what it has accepted. */
  readonly settlingMs: number;
  /** How long a position may be without a confirmed protective order before it is closed. */
  readonly graceMs: number;
  /** After so long an unknown order pages a person. */
  readonly unknownAlarmMs: number;
  /** After so long what is left of an entry is cancelled. */
  readonly entryTimeoutMs: number;
}

export const ALARMS = ['unprotected', 'unknown-order', 'stop-refused', 'exit-refused'] as const;

/** Something a person must hear of. Open until what it is about is over. */
export interface Alarm {
  readonly about: (typeof ALARMS)[number];
  readonly subject: string;
  readonly since: EpochMs;
}

/** Why the executor itself has stopped; a person's halt is in the row that is read with every send. */
export interface Halt {
  readonly cause: 'invariant' | 'reconcile';
  readonly why: string;
}

export interface AccountState {
  readonly settings: AccountSettings;
  /** Of the worker that speaks; grows with every take-over. */
  readonly token: number;
  readonly book: AccountBook;
  /** By client order id; final ones too, for a while: their fills may come late. */
  readonly orders: Readonly<Record<string, Order>>;
  readonly trade: RunningTrade | null;
  /** Plans that were taken or refused: none is taken twice. */
  readonly plansSeen: readonly Pick<ExecutionPlan, 'planId' | 'validUntil'>[];
  /** Trade ids of the venue, with the order of ours that each filled. */
  readonly fillsSeen: Readonly<Record<string, string>>;
  /** What orders filled that are not in `orders` any more, bought less sold. */
  readonly forgottenBase: BaseQuantity;
  /** Time of the last settlement of a perpetual that was booked. */
  readonly fundedUntil: EpochMs;
  readonly alarms: readonly Alarm[];
  readonly halts: readonly Halt[];
  /** Not before the books were compared with the venue is anything opened. */
  readonly reconciled: boolean;
  /** A difference that one comparison saw; it may be news under way. */
  readonly suspicion: { readonly why: string; readonly since: EpochMs } | null;
  /** What an event did that cannot be; the first one stays. */
  readonly impossible: string | null;
  readonly record: TradingRecord;
}

/** What the risk rules look back on. */
export interface TradingRecord {
  readonly entries: readonly SentOrder[];
  readonly closedPnlQuote: readonly number[];
  /** Realised, fees taken off, when the last trade closed. */
  readonly realisedBeforeQuote: QuoteAmount;
  readonly lastTradedAt: EpochMs | null;
  /** The last two equity readings, the highest, and the first of the day. */
  readonly equityQuote: number;
  readonly previousEquityQuote: number;
  readonly peakEquityQuote: number;
  readonly dayStartEquityQuote: number;
  readonly markedAt: EpochMs;
}

/** An account with nothing but cash, of which the venue has not been asked yet. */
export function openAccount(settings: AccountSettings, startQuote: QuoteAmount): AccountState {
  const equity = startQuote.toNumber();
  return {
    settings,
    token: 0,
    book: openBook(settings.symbol, startQuote),
    orders: {},
    trade: null,
    plansSeen: [],
    fillsSeen: {},
    forgottenBase: ZERO,
    fundedUntil: 0,
    alarms: [],
    halts: [],
    reconciled: false,
    suspicion: null,
    impossible: null,
    record: {
      entries: [],
      closedPnlQuote: [],
      realisedBeforeQuote: ZERO,
      lastTradedAt: null,
      equityQuote: equity,
      previousEquityQuote: equity,
      peakEquityQuote: equity,
      dayStartEquityQuote: equity,
      markedAt: 0,
    },
  };
}
