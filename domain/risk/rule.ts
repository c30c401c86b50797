/** What a risk rule is: one number that is measured when an order is proposed, and one limit that it is held to. */
import type { EpochMs } from '../market/candles.ts';
import type { TradingState } from './trading-state.ts';

/** Floats: they are compared, not booked. */
export interface ProposedOrder {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Exits only make a position smaller. */
  readonly intent: 'entry' | 'exit';
  readonly quantityBase: number;
  readonly notionalQuote: number;
  /** Lost when the stop is hit, costs included; null for an entry without a stop. */
  readonly lossAtStopQuote: number | null;
  /** Of the card behind the order; null for an order without one. */
  readonly validUntil: EpochMs | null;
}

/** A holding or an entry that may still fill, at its worst case. */
export interface Exposed {
  readonly symbol: string;
  /** Negative for short positions. */
  readonly quantityBase: number;
  readonly notionalQuote: number;
}

export interface SentOrder {
  readonly time: EpochMs;
  readonly symbol: string;
  readonly notionalQuote: number;
}

/** What the rules may know when an order is proposed. */
export interface RiskState {
  readonly now: EpochMs;
  readonly trading: TradingState;
  readonly equityQuote: number;
  /** At 00:00 UTC of the day, or when the account was opened. */
  readonly equityAtDayStartQuote: number;
  readonly peakEquityQuote: number;
  /** The reading before `equityQuote`: one alone is no drawdown (INCIDENTS O17). */
  readonly previousEquityQuote: number;
  /** Net results of closed trades, oldest first. */
  readonly closedPnlQuote: readonly number[];
  /** Entries of the last day, oldest first. */
  readonly entries: readonly SentOrder[];
  /** When a position in this symbol was last opened or closed; null for never. */
  readonly lastTradedAt: EpochMs | null;
  readonly exposed: readonly Exposed[];
  /** As fractions of the price; null where they are not known. */
  readonly spread: number | null;
  readonly expectedSlippage: number | null;
}

/** When the measured number blocks: above the limit, at it, or below it. */
export type Blocks = 'above' | 'from' | 'below';

/** One rule. A number that cannot be measured (NaN) blocks. */
export interface RiskRule {
  readonly name: string;
  /** One line for people: what is measured, in which unit. */
  readonly about: string;
  readonly applies: 'entries' | 'every order';
  readonly blocks: Blocks;
  readonly defaultLimit: number;
  /** Where the default comes from. */
  readonly source: string;
  measure(order: ProposedOrder, state: RiskState): number;
}
