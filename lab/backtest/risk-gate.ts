/** The one question every order is asked before it reaches the venue, in backtest, paper and live alike (DESIGN §6). */
import type { AccountBook } from '../../domain/accounting/book.ts';
import type { RestingOrder } from '../../domain/execution/matching/order.ts';
import type { EpochMs } from '../../domain/market/candles.ts';

/** What the rules may know when an order is proposed. */
export interface RiskState {
  readonly now: EpochMs;
  readonly book: AccountBook;
  readonly equityQuote: number;
  /** Highest equity at the close of any bar so far. */
  readonly peakEquityQuote: number;
}

export interface RiskAnswer {
  readonly ok: boolean;
  /** Names of the rules that say no. */
  readonly reasons: readonly string[];
  /** The value that each rule allows at most. */
  readonly limits: Readonly<Record<string, number>>;
}

export type RiskGate = (order: RestingOrder, state: RiskState) => RiskAnswer;

const ALLOWED: RiskAnswer = { ok: true, reasons: [], limits: {} };

/** Every limit at infinity: what strategies that anybody can recompute are traded with (METHODS §10). */
export const unlimited: RiskGate = () => ALLOWED;
