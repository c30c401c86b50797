import type { BaseQuantity, Price } from '../../accounting/money.ts';
import type { EpochMs } from '../../market/candles.ts';
import type { ExitSettings } from '../exits/exit-rule.ts';

/** A verified card, or what a strategy wishes, as the executor takes it. It is executed at most once. */
export interface ExecutionPlan {
  readonly planId: string;
  readonly side: 'LONG' | 'SHORT';
  readonly quantity: BaseQuantity;
  readonly stopPrice: Price;
  readonly exits: ExitSettings;
  readonly validUntil: EpochMs;
  readonly verdict: 'pass' | 'veto';
  /** Lost at the stop, costs included. */
  readonly riskQuote: number;
}

/**
 * `entering`: bought, or being bought. `reducing`: a rung is being sold. `closing`: everything is; no protective order is
 * placed from here on (INCIDENTS O13).
 */
export type TradePhase = 'entering' | 'open' | 'reducing' | 'closing';

/** The one trade that an account of one market is in. */
export interface RunningTrade {
  readonly plan: ExecutionPlan;
  readonly phase: TradePhase;
  /** Where the stop stands now. */
  readonly stopPrice: Price;
  readonly rungsTaken: number;
  /** What the rung under way sells; null outside of `reducing`. */
  readonly owed: BaseQuantity | null;
  readonly invalidatedBy: string | null;
  /** Why it is being closed. */
  readonly reason: string | null;
}
