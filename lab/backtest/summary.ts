/** `summary.json`: what was traded and what came of it, with the formula of every figure. */
import { equityAt } from '../../domain/accounting/book.ts';
import { Money, type QuoteAmount } from '../../domain/accounting/money.ts';
import type { Candles } from '../../domain/market/candles.ts';
import { momentText } from '../../domain/market/moments.ts';
import type { EquityPath } from '../../domain/performance/equity-path.ts';
import { type AccountFigures, accountFigures } from '../../domain/performance/report/account-figures.ts';
import type { AccountRecord } from '../../domain/performance/report/account-record.ts';
import type { RiskLimits } from '../../domain/risk/judge.ts';
import type { BacktestRun } from './account.ts';
import { besides } from './beside.ts';
import type { BacktestPlan, Conditions, Convention } from './plan.ts';
import { regimesOf } from './regimes.ts';
import { reported } from './trades.ts';

/** What was asked for and what it was asked of. */
export interface BacktestHead {
  readonly strategy: string;
  readonly symbol: string;
  readonly from: string;
  readonly to: string;
  readonly bars: number;
  readonly barMs: number;
  readonly costs: { readonly fee: string; readonly spread: string; readonly slippage: string };
  readonly convention: Convention;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** Risk limits that are not at infinity. */
  readonly limits: RiskLimits;
  readonly startQuote: string;
  /** To the last decimal of the ledger. */
  readonly finalEquityQuote: string;
  readonly feesQuote: string;
  /** Orders that risk rules did not let through, by rule. */
  readonly vetoes: Readonly<Record<string, number>>;
  readonly provenance: { readonly files: readonly string[]; readonly candleHash: string; readonly codeVersion: string };
}

export type BacktestSummary = BacktestHead & AccountFigures;

/** What a head is made of besides the conditions. */
export interface Traded {
  readonly name: string;
  readonly plan: Conditions & Partial<Pick<BacktestPlan, 'convention' | 'stopDistance' | 'targetDistance'>>;
  readonly limits: RiskLimits;
  readonly candles: Candles;
  readonly finalEquityQuote: QuoteAmount;
  readonly feesQuote: QuoteAmount;
  readonly vetoes: BacktestHead['vetoes'];
  readonly provenance: BacktestHead['provenance'];
}

export interface Finished {
  readonly plan: BacktestPlan;
  readonly limits: RiskLimits;
  readonly candles: Candles;
  readonly run: BacktestRun;
  /** See `heldEquity`. */
  readonly held: Float64Array;
  readonly provenance: BacktestHead['provenance'];
}

export function summarise(finished: Finished): BacktestSummary {
  const { plan, candles, run } = finished;
  const { vetoes, book } = run;
  const finalEquityQuote = equityAt(book, new Money(candles.close[candles.close.length - 1]));
  const traded = { ...finished, name: plan.strategy.name, finalEquityQuote, feesQuote: book.feesQuote, vetoes };
  return { ...headOf(traded), ...accountFigures(recordOf(finished)) };
}

export function headOf(traded: Traded): BacktestHead {
  const { plan, limits, candles } = traded;
  const last = candles.close.length - 1;
  return {
    strategy: traded.name,
    symbol: plan.symbol,
    from: momentText(candles.openTime[0]),
    to: momentText(candles.openTime[last] + candles.barMs),
    bars: candles.close.length,
    barMs: candles.barMs,
    costs: { fee: plan.fee, spread: plan.spread, slippage: plan.slippage },
    convention: plan.convention ?? 'next-open',
    stopLoss: plan.stopDistance ?? null,
    takeProfit: plan.targetDistance ?? null,
    limits: Object.fromEntries(Object.entries(limits).filter(([, limit]) => Number.isFinite(limit))),
    startQuote: plan.startQuote.toFixed(),
    finalEquityQuote: traded.finalEquityQuote.toFixed(),
    feesQuote: traded.feesQuote.toFixed(),
    vetoes: traded.vetoes,
    provenance: traded.provenance,
  };
}

function recordOf({ plan, candles, run, held }: Finished): AccountRecord {
  const { strategy, symbol, tried, seed } = plan;
  return {
    name: strategy.name,
    symbol,
    path: equityPath(plan, candles, run.equityQuote),
    netExposure: run.exposure,
    grossExposure: run.exposure,
    trades: run.trades.map(reported),
    feesQuote: run.book.feesQuote.toNumber(),
    fundingQuote: run.book.fundingPaidQuote.toNumber(),
    turnoverQuote: run.turnoverQuote,
    beside: besides(plan, candles, run.exposure, held),
    regimeAt: plan.regimes ? regimesOf(candles) : null,
    tried,
    seed,
  };
}

export function equityPath(
  { startQuote }: Pick<BacktestPlan, 'startQuote'>,
  candles: Candles,
  equityQuote: Float64Array,
): EquityPath {
  return {
    startTime: candles.openTime[0],
    startQuote: startQuote.toNumber(),
    closeTime: candles.openTime.map((openTime) => openTime + candles.barMs),
    equityQuote,
  };
}
