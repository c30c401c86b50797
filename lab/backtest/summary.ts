/** `summary.json`: what was traded and what came of it, with the formula of every figure. */
import { equityAt } from '../../domain/accounting/book.ts';
import { Money } from '../../domain/accounting/money.ts';
import { type Candles, HOUR_MS } from '../../domain/market/candles.ts';
import { momentText } from '../../domain/market/moments.ts';
import type { RiskLimits } from '../../domain/risk/judge.ts';
import { Rng } from '../../domain/numeric/random.ts';
import { type DeflatedSharpe, deflatedSharpe } from '../../domain/performance/deflated-sharpe.ts';
import { dailyMarks, type EquityPath, lengthDays, returnsOf } from '../../domain/performance/equity-path.ts';
import { FORMULAS, type FigureName } from '../../domain/performance/formulas.ts';
import { type MonthReturn, monthlyReturns } from '../../domain/performance/months.ts';
import { type ShuffledTrades, shuffledTrades } from '../../domain/performance/monte-carlo.ts';
import { DAYS_OF_YEAR, pathFigures } from '../../domain/performance/path-figures.ts';
import { bootstrapReturns, type ReturnEstimates } from '../../domain/performance/stationary-bootstrap.ts';
import { byGroup, type ClosedTrade, type GroupFigures, tradeFigures } from '../../domain/performance/trade-figures.ts';
import { type Beside, besides } from './beside.ts';
import type { BacktestPlan } from './plan.ts';
import { regimesOf } from './regimes.ts';
import type { BacktestRun } from './account.ts';

const FEWEST_TRADES = 30;
const FEWEST_DAYS = 180;
const BOOTSTRAP = { meanBlockDays: 10, draws: 5_000 };
const MONTE_CARLO_RUNS = 10_000;

/** NaN where a figure has no value; `null` in the file. */
export type Figures = Readonly<Record<FigureName, number>>;

export interface BacktestSummary {
  readonly strategy: string;
  readonly symbol: string;
  readonly from: string;
  readonly to: string;
  readonly bars: number;
  readonly barMs: number;
  readonly costs: { readonly fee: string; readonly spread: string; readonly slippage: string };
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  /** Risk limits that are not at infinity. */
  readonly limits: RiskLimits;
  readonly startQuote: string;
  /** To the last decimal of the ledger. */
  readonly finalEquityQuote: string;
  readonly feesQuote: string;
  readonly figures: Figures;
  readonly formulas: typeof FORMULAS;
  /** 95 %; null where there are too few days for any. */
  readonly intervals: ReturnEstimates | null;
  readonly deflatedSharpe: DeflatedSharpe | null;
  readonly monteCarlo: ShuffledTrades | null;
  readonly byExitReason: Readonly<Record<string, GroupFigures>>;
  /** By the regime at the entry; null where nobody asked. */
  readonly byRegime: Readonly<Record<string, GroupFigures>> | null;
  readonly byMonth: readonly MonthReturn[];
  /** What everybody could have had. */
  readonly beside: readonly Beside[];
  /** Why nothing should be concluded; empty where enough was traded. */
  readonly tooFew: readonly string[];
  readonly openAtEnd: number;
  /** Orders that risk rules did not let through, by rule. */
  readonly vetoes: Readonly<Record<string, number>>;
  readonly provenance: { readonly files: readonly string[]; readonly candleHash: string; readonly codeVersion: string };
}

export interface Finished {
  readonly plan: BacktestPlan;
  readonly limits: RiskLimits;
  readonly candles: Candles;
  readonly run: BacktestRun;
  /** See `heldEquity`. */
  readonly held: Float64Array;
  readonly provenance: BacktestSummary['provenance'];
}

export function summarise({ plan, limits, candles, run, held, provenance }: Finished): BacktestSummary {
  const path = equityPath(plan, candles, run);
  const trades = closedTrades(run, path);
  const daily = returnsOf(dailyMarks(path));
  const bars = candles.close.length;
  const rng = Rng.seeded(plan.seed);
  return {
    strategy: plan.strategy.name,
    symbol: plan.symbol,
    from: momentText(path.startTime),
    to: momentText(path.closeTime[bars - 1]),
    bars,
    barMs: candles.barMs,
    costs: { fee: plan.fee, spread: plan.spread, slippage: plan.slippage },
    stopLoss: plan.stopDistance,
    takeProfit: plan.targetDistance,
    limits: Object.fromEntries(Object.entries(limits).filter(([, limit]) => Number.isFinite(limit))),
    startQuote: plan.startQuote.toFixed(),
    finalEquityQuote: equityAt(run.book, new Money(candles.close[bars - 1])).toFixed(),
    feesQuote: run.book.feesQuote.toFixed(),
    figures: figuresOf(path, trades, run),
    formulas: FORMULAS,
    intervals: daily.length >= 2 ? bootstrapReturns(daily, { ...BOOTSTRAP, rng: rng.fork('bootstrap') }) : null,
    deflatedSharpe: daily.length >= 4 ? deflatedSharpe(daily, plan.tried) : null,
    monteCarlo:
      trades.length > 0
        ? shuffledTrades(
            trades.map(({ returnOnEquity }) => returnOnEquity),
            MONTE_CARLO_RUNS,
            rng.fork('monte-carlo'),
          )
        : null,
    byExitReason: byGroup(trades, ({ exitReason }) => exitReason),
    byRegime: plan.regimes ? byRegime(candles, trades) : null,
    byMonth: monthlyReturns(path),
    beside: besides(plan, candles, run, held),
    tooFew: tooFew(trades.length, lengthDays(path)),
    openAtEnd: run.trades.length - trades.length,
    vetoes: run.vetoes,
    provenance,
  };
}

export function equityPath({ startQuote }: BacktestPlan, candles: Candles, run: BacktestRun): EquityPath {
  return {
    startTime: candles.openTime[0],
    startQuote: startQuote.toNumber(),
    closeTime: candles.openTime.map((openTime) => openTime + candles.barMs),
    equityQuote: run.equityQuote,
  };
}

function byRegime(candles: Candles, trades: readonly ClosedTrade[]): Record<string, GroupFigures> {
  const regimeAt = regimesOf(candles);
  return byGroup(trades, ({ entryTime }) => regimeAt(entryTime));
}

function closedTrades({ trades }: BacktestRun, path: EquityPath): ClosedTrade[] {
  let bar = 0;
  return trades
    .filter(({ exitReason }) => exitReason !== 'end')
    .map(({ entryTime, exitTime, pnlQuote, exitReason }) => {
      if (bar > 0 && path.closeTime[bar - 1] > entryTime) bar = 0;
      while (path.closeTime[bar] <= entryTime) bar++;
      const equity = bar === 0 ? path.startQuote : path.equityQuote[bar - 1];
      const pnl = pnlQuote.toNumber();
      return { entryTime, exitTime, pnlQuote: pnl, returnOnEquity: pnl / equity, exitReason };
    });
}

function figuresOf(path: EquityPath, trades: readonly ClosedTrade[], run: BacktestRun): Figures {
  const { maxDrawdown, ...ofPath } = pathFigures(path);
  const { count, averageHoldingMs, ...ofTrades } = tradeFigures(trades);
  const meanEquity = average(run.equityQuote);
  return {
    ...ofPath,
    maxDrawdown: maxDrawdown.depth,
    maxDrawdownDays: maxDrawdown.days,
    ...ofTrades,
    trades: count,
    averageHoldingHours: averageHoldingMs / HOUR_MS,
    feesQuote: run.book.feesQuote.toNumber(),
    exposureTime: average(run.exposure.map((share) => (share === 0 ? 0 : 1))),
    meanExposure: average(run.exposure),
    turnoverPerYear: (run.turnoverQuote / meanEquity / lengthDays(path)) * DAYS_OF_YEAR,
  };
}

function tooFew(trades: number, days: number): string[] {
  const reasons: string[] = [];
  if (trades < FEWEST_TRADES) reasons.push(`${trades} closed trades; below ${FEWEST_TRADES} they prove nothing`);
  if (days < FEWEST_DAYS) reasons.push(`${Math.floor(days)} days; below ${FEWEST_DAYS} they prove nothing`);
  return reasons;
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
