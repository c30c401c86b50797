/** Figures of an equity path (METHODS §11); the formula of each stands in `formulas.ts`. */
import { sampleStandardDeviation } from 'simple-statistics';
import { type Drawdown, maxDrawdown } from './drawdown.ts';
import { dailyMarks, type EquityPath, lengthDays, returnsOf } from './equity-path.ts';

export const DAYS_OF_YEAR = 365;
const VOLATILITY_WINDOW_DAYS = 30;

export interface PathFigures {
  readonly finalEquityQuote: number;
  readonly totalReturn: number;
  readonly cagr: number;
  readonly volatility: number;
  readonly volatilityOfVolatility: number;
  readonly sharpe: number;
  readonly sortino: number;
  readonly calmar: number;
  readonly maxDrawdown: Drawdown;
  readonly bestDay: number;
  readonly worstDay: number;
}

/** NaN where a figure has no value: ratios over no spread, figures of days where there is none. */
export function pathFigures(path: EquityPath): PathFigures {
  const { equityQuote, startQuote } = path;
  const finalEquityQuote = equityQuote[equityQuote.length - 1];
  const growth = finalEquityQuote / startQuote;
  const daily = returnsOf(dailyMarks(path));
  const drawdown = maxDrawdown(path);
  const cagr = growth ** (DAYS_OF_YEAR / lengthDays(path)) - 1;
  return {
    finalEquityQuote,
    totalReturn: growth - 1,
    cagr,
    volatility: deviation(daily) * Math.sqrt(DAYS_OF_YEAR),
    volatilityOfVolatility: deviation(rollingVolatility(daily)),
    sharpe: sharpeOf(daily),
    sortino: sortinoOf(daily),
    calmar: drawdown.depth > 0 ? cagr / drawdown.depth : Number.NaN,
    maxDrawdown: drawdown,
    bestDay: daily.length > 0 ? daily.reduce((a, b) => Math.max(a, b)) : Number.NaN,
    worstDay: daily.length > 0 ? daily.reduce((a, b) => Math.min(a, b)) : Number.NaN,
  };
}

/** Annualised, without a riskless rate (Sharpe 1994). */
export function sharpeOf(daily: Float64Array): number {
  return ratio(meanOf(daily), deviation(daily)) * Math.sqrt(DAYS_OF_YEAR);
}

/** Annualised; the deviation is that below 0 over all days (Sortino & van der Meer 1991). */
export function sortinoOf(daily: Float64Array): number {
  const squares = daily.reduce((sum, value) => sum + Math.min(value, 0) ** 2, 0);
  return ratio(meanOf(daily), Math.sqrt(squares / daily.length)) * Math.sqrt(DAYS_OF_YEAR);
}

function rollingVolatility(daily: Float64Array): Float64Array {
  const windows = Math.max(0, daily.length - VOLATILITY_WINDOW_DAYS + 1);
  const year = Math.sqrt(DAYS_OF_YEAR);
  return Float64Array.from(
    { length: windows },
    (_, i) => deviation(daily.subarray(i, i + VOLATILITY_WINDOW_DAYS)) * year,
  );
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: Float64Array): number {
  return values.length < 2 ? Number.NaN : sampleStandardDeviation(values as unknown as number[]);
}

function ratio(over: number, under: number): number {
  return under > 0 ? over / under : Number.NaN;
}
