/** The same equity path by the formulas of other packages, for whoever compares with what they print; nothing is judged by them. */
import { sampleVariance } from 'simple-statistics';
import { DAY_MS } from '../market/candles.ts';
import { dailyMarks, type EquityPath, returnsOf } from './equity-path.ts';
import { DAYS_OF_YEAR } from './path-figures.ts';

export interface CompoundedFigures {
  readonly annualReturn: number;
  readonly volatility: number;
  readonly sharpe: number;
  readonly sortino: number;
}

/** Printed beside the figures, as `FORMULAS` are. */
export const ELSEWHERE_FORMULAS = {
  'backtesting.py':
    'a = (geometric mean of 1 + r)^365 − 1; volatility = √((var + (1 + g)²)^365 − (1 + g)^730); Sharpe = a / volatility; Sortino = a / (√(mean of min(r, 0)²) × √365)',
} as const;

/**
 * As backtesting.py 0.6.6 annualises (`_stats.py`): returns of days compound, the spread of a year is that of 365 compounded
 * days. The first day has no return, the last counts as far as it goes. NaN under three days.
 *
 * @example backtestingPy(path).sharpe // 0.32, where the arithmetic Sharpe ratio is 0.64
 */
export function backtestingPy(path: EquityPath): CompoundedFigures {
  const daily = returnsOf(daysOf(path));
  if (daily.length < 2) {
    return { annualReturn: Number.NaN, volatility: Number.NaN, sharpe: Number.NaN, sortino: Number.NaN };
  }
  const growth = Math.exp(daily.reduce((sum, value) => sum + Math.log1p(value), 0) / daily.length);
  const annualReturn = growth ** DAYS_OF_YEAR - 1;
  const variance = sampleVariance(daily as unknown as number[]);
  const volatility = Math.sqrt((variance + growth ** 2) ** DAYS_OF_YEAR - growth ** (2 * DAYS_OF_YEAR));
  const losses = daily.reduce((sum, value) => sum + Math.min(value, 0) ** 2, 0) / daily.length;
  return {
    annualReturn,
    volatility,
    sharpe: annualReturn / volatility,
    sortino: annualReturn / Math.sqrt(losses * DAYS_OF_YEAR),
  };
}

function daysOf(path: EquityPath): Float64Array {
  const [, ...marks] = dailyMarks(path);
  const { closeTime, equityQuote } = path;
  const isPartDay = closeTime[closeTime.length - 1] % DAY_MS !== 0;
  return Float64Array.from(isPartDay ? [...marks, equityQuote[equityQuote.length - 1]] : marks);
}
