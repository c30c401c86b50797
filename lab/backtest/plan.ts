import { Money, type QuoteAmount } from '../../domain/accounting/money.ts';
import type { PaperVenue } from '../../domain/execution/matching/venue.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { parseSymbol } from '../../domain/market/symbols.ts';
import type { Strategy } from '../../domain/strategies/strategy.ts';

/** What a backtest asks for. */
export interface BacktestPlan {
  readonly strategy: Strategy;
  readonly symbol: string;
  /** Bars that open in [from, to); infinite where nobody said. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Fractions, as they were typed. */
  readonly fee: string;
  readonly spread: string;
  readonly slippage: string;
  /** Fractions of the entry price. */
  readonly stopDistance: number | null;
  readonly targetDistance: number | null;
  readonly startQuote: QuoteAmount;
  /** Variants tried before this one was chosen; the Sharpe ratio is deflated by them. */
  readonly tried: number;
  readonly seed: string;
  /** Whether trades are told apart by the regime at their entry. */
  readonly regimes: boolean;
}

/** Of every spot quantity that a recorded file can stand for. */
const QUANTITY_STEP = new Money('0.00000001');

/** A spot market without filters, with the plan's costs; every fill finds its other side. */
export function venueOf({ symbol, fee, spread, slippage }: BacktestPlan): PaperVenue {
  return {
    ...parseSymbol(symbol),
    quantityStep: QUANTITY_STEP,
    priceStep: null,
    takerFee: new Money(fee),
    makerFee: new Money(fee),
    buyFeeIn: 'quote',
    spread: new Money(spread),
    slippage: new Money(slippage),
    participation: null,
  };
}
