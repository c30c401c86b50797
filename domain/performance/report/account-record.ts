import type { EpochMs } from '../../market/candles.ts';
import type { EquityPath } from '../equity-path.ts';

/** A closed part of a position, or what was still open at the end (`exitReason` `end`); decimals as the ledger has them. */
export interface ReportTrade {
  readonly side: 'LONG' | 'SHORT';
  readonly quantity: string;
  readonly entryTime: EpochMs;
  readonly entryPrice: string;
  readonly exitTime: EpochMs;
  readonly exitPrice: string;
  readonly feesQuote: string;
  readonly pnlQuote: string;
  readonly exitReason: string;
}

/** All that a report needs of an account, whether it was traded over recorded bars, on paper or live. */
export interface AccountRecord {
  readonly name: string;
  readonly symbol: string;
  readonly path: EquityPath;
  /** Value of the position over equity at the times of the path: long less short, and both added; shape (bars). */
  readonly netExposure: Float64Array;
  readonly grossExposure: Float64Array;
  /** Closed ones in the order of their exits, then what was still open. */
  readonly trades: readonly ReportTrade[];
  readonly feesQuote: number;
  /** Negative: received. */
  readonly fundingQuote: number;
  /** Money that changed hands. */
  readonly turnoverQuote: number;
  /** What others would have come to, at the times of the path; shape (bars) each. */
  readonly beside: readonly { readonly name: string; readonly how: string; readonly equityQuote: Float64Array }[];
  /** The regime at a moment; null where trades are not told apart by it. */
  readonly regimeAt: ((at: EpochMs) => string) | null;
  /** Variants tried before this one was chosen; the Sharpe ratio is deflated by them. */
  readonly tried: number;
  /** Of intervals and Monte-Carlo. */
  readonly seed: string;
}
