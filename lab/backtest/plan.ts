import { Money, type QuoteAmount } from '../../domain/accounting/money.ts';
import type { PaperVenue } from '../../domain/execution/matching/venue.ts';
import type { EpochMs } from '../../domain/market/candles.ts';
import { parseSymbol } from '../../domain/market/symbols.ts';
import type { Strategy } from '../../domain/strategies/strategy.ts';

/** Under which conditions anything is traded over recorded bars, and how it is told. */
export interface Conditions {
  readonly symbol: string;
  /** Bars that open in [from, to); infinite where nobody said. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Fractions, as they were typed. */
  readonly fee: string;
  readonly spread: string;
  readonly slippage: string;
  readonly startQuote: QuoteAmount;
  /** Variants tried before this one was chosen; the Sharpe ratio is deflated by them. */
  readonly tried: number;
  readonly seed: string;
  /** Whether trades are told apart by the regime at their entry. */
  readonly regimes: boolean;
}

/**
 * Where a signal at a close fills: at the next open (METHODS §10; the default of backtesting.py, backtrader and freqtrade), or at
 * that very close (vectorbt's default, backtesting.py with `trade_on_close`), which nobody can trade. `signal-exits` fills at the
 * next open, and measures stop and target from the close that gave the signal, as strategies for backtesting.py mostly do.
 * `vectorbt` does all of what that package does where nothing is said: see `vectorbt.ts`.
 */
export const CONVENTIONS = ['next-open', 'close', 'signal-exits', 'vectorbt'] as const;
export type Convention = (typeof CONVENTIONS)[number];

export function fillsAtClose(convention: Convention | undefined): boolean {
  return convention === 'close' || convention === 'vectorbt';
}

export function exitsFromSignal(convention: Convention | undefined): boolean {
  return convention === 'signal-exits' || convention === 'vectorbt';
}

/** What a backtest of a strategy asks for. */
export interface BacktestPlan extends Conditions {
  readonly strategy: Strategy;
  readonly convention: Convention;
  /** Fractions of the entry price. */
  readonly stopDistance: number | null;
  readonly targetDistance: number | null;
}

/** Of every spot quantity that a recorded file can stand for. */
export const QUANTITY_STEP = new Money('0.00000001');

/** A spot market without filters, with the plan's costs; every fill finds its other side. */
export function venueOf({
  symbol,
  fee,
  spread,
  slippage,
}: Pick<Conditions, 'symbol' | 'fee' | 'spread' | 'slippage'>): PaperVenue {
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
