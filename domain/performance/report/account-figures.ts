/** Every figure of an account's report (METHODS §11). */
import { HOUR_MS } from '../../market/candles.ts';
import { Rng } from '../../numeric/random.ts';
import { type DeflatedSharpe, deflatedSharpe } from '../deflated-sharpe.ts';
import { backtestingPy, type CompoundedFigures } from '../elsewhere.ts';
import { dailyMarks, lengthDays, returnsOf } from '../equity-path.ts';
import { type FigureName, FORMULAS } from '../formulas.ts';
import { type MonthReturn, monthlyReturns } from '../months.ts';
import { type ShuffledTrades, shuffledTrades } from '../monte-carlo.ts';
import { DAYS_OF_YEAR, pathFigures, type PathFigures } from '../path-figures.ts';
import { bootstrapReturns, type ReturnEstimates } from '../stationary-bootstrap.ts';
import { byGroup, type ClosedTrade, type GroupFigures, tradeFigures } from '../trade-figures.ts';
import type { AccountRecord } from './account-record.ts';

const FEWEST_TRADES = 30;
const FEWEST_DAYS = 180;
const BOOTSTRAP = { meanBlockDays: 10, draws: 5_000 };
const MONTE_CARLO_RUNS = 10_000;

/** NaN where a figure has no value; `null` in the file. */
export type Figures = Readonly<Record<FigureName, number>>;

/** What stood beside an account: others' way of doing it. */
export interface Beside {
  readonly name: string;
  readonly how: string;
  readonly figures: PathFigures;
}

export interface AccountFigures {
  readonly figures: Figures;
  readonly formulas: typeof FORMULAS;
  /** By the formulas of other packages, to compare with what they print. */
  readonly elsewhere: Readonly<Record<'backtesting.py', CompoundedFigures>>;
  /** 95 %; null where there are too few days for any. */
  readonly intervals: ReturnEstimates | null;
  readonly deflatedSharpe: DeflatedSharpe | null;
  readonly monteCarlo: ShuffledTrades | null;
  readonly byExitReason: Readonly<Record<string, GroupFigures>>;
  readonly bySide: Readonly<Record<string, GroupFigures>>;
  /** By the regime at the entry; null where nobody asked. */
  readonly byRegime: Readonly<Record<string, GroupFigures>> | null;
  readonly byMonth: readonly MonthReturn[];
  /** What everybody could have had. */
  readonly beside: readonly Beside[];
  /** Why nothing should be concluded; empty where enough was traded. */
  readonly tooFew: readonly string[];
  readonly openAtEnd: number;
}

/** Equal records give equal figures. @example accountFigures(record).figures.sharpe */
export function accountFigures(record: AccountRecord): AccountFigures {
  const { path, regimeAt, tried, seed } = record;
  const trades = closedTrades(record);
  const daily = returnsOf(dailyMarks(path));
  const rng = Rng.seeded(seed);
  return {
    figures: figuresOf(record, trades),
    formulas: FORMULAS,
    elsewhere: { 'backtesting.py': backtestingPy(path) },
    intervals: daily.length >= 2 ? bootstrapReturns(daily, { ...BOOTSTRAP, rng: rng.fork('bootstrap') }) : null,
    deflatedSharpe: daily.length >= 4 ? deflatedSharpe(daily, tried) : null,
    monteCarlo:
      trades.length > 0
        ? shuffledTrades(
            trades.map(({ returnOnEquity }) => returnOnEquity),
            MONTE_CARLO_RUNS,
            rng.fork('monte-carlo'),
          )
        : null,
    byExitReason: byGroup(trades, ({ exitReason }) => exitReason),
    bySide: byGroup(trades, ({ side }) => side),
    byRegime: regimeAt && byGroup(trades, ({ entryTime }) => regimeAt(entryTime)),
    byMonth: monthlyReturns(path),
    beside: record.beside.map(({ name, how, equityQuote }) => ({
      name,
      how,
      figures: pathFigures({ ...path, equityQuote }),
    })),
    tooFew: tooFew(trades.length, lengthDays(path)),
    openAtEnd: record.trades.length - trades.length,
  };
}

interface SidedTrade extends ClosedTrade {
  readonly side: string;
}

function closedTrades({ trades, path }: AccountRecord): SidedTrade[] {
  let bar = 0;
  return trades
    .filter(({ exitReason }) => exitReason !== 'end')
    .map(({ side, entryTime, exitTime, pnlQuote, exitReason }) => {
      if (bar > 0 && path.closeTime[bar - 1] > entryTime) bar = 0;
      while (path.closeTime[bar] <= entryTime) bar++;
      const equity = bar === 0 ? path.startQuote : path.equityQuote[bar - 1];
      const pnl = Number(pnlQuote);
      return { side, entryTime, exitTime, pnlQuote: pnl, returnOnEquity: pnl / equity, exitReason };
    });
}

function figuresOf(record: AccountRecord, trades: readonly ClosedTrade[]): Figures {
  const { path, netExposure, grossExposure, feesQuote, fundingQuote, turnoverQuote } = record;
  const { maxDrawdown, ...ofPath } = pathFigures(path);
  const { count, averageHoldingMs, ...ofTrades } = tradeFigures(trades);
  const meanEquity = average(path.equityQuote);
  return {
    ...ofPath,
    maxDrawdown: maxDrawdown.depth,
    maxDrawdownDays: maxDrawdown.days,
    ...ofTrades,
    trades: count,
    averageHoldingHours: averageHoldingMs / HOUR_MS,
    feesQuote,
    fundingQuote,
    exposureTime: average(grossExposure.map((share) => (share === 0 ? 0 : 1))),
    meanExposure: average(netExposure),
    turnoverPerYear: (turnoverQuote / meanEquity / lengthDays(path)) * DAYS_OF_YEAR,
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
