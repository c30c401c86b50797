/** Figures as a person reads them: what each is called and in which unit. */
import type { FigureName } from '../formulas.ts';

type Unit = 'share' | 'ratio' | 'quote' | 'days' | 'hours' | 'count';

/** In the order in which they are shown. */
export const FIGURES: Readonly<Record<FigureName, readonly [label: string, unit: Unit]>> = {
  finalEquityQuote: ['final equity', 'quote'],
  totalReturn: ['total return', 'share'],
  cagr: ['CAGR', 'share'],
  volatility: ['volatility', 'share'],
  volatilityOfVolatility: ['volatility of volatility', 'share'],
  sharpe: ['Sharpe', 'ratio'],
  sortino: ['Sortino', 'ratio'],
  calmar: ['Calmar', 'ratio'],
  maxDrawdown: ['maximum drawdown', 'share'],
  maxDrawdownDays: ['its length', 'days'],
  bestDay: ['best day', 'share'],
  worstDay: ['worst day', 'share'],
  trades: ['trades', 'count'],
  winRate: ['win rate', 'share'],
  profitFactor: ['profit factor', 'ratio'],
  expectancyQuote: ['expectancy', 'quote'],
  expectancy: ['expectancy, of equity', 'share'],
  averageWinQuote: ['average win', 'quote'],
  averageLossQuote: ['average loss', 'quote'],
  bestQuote: ['best trade', 'quote'],
  worstQuote: ['worst trade', 'quote'],
  longestWinStreak: ['longest winning streak', 'count'],
  longestLossStreak: ['longest losing streak', 'count'],
  averageHoldingHours: ['average holding time', 'hours'],
  feesQuote: ['fees paid', 'quote'],
  fundingQuote: ['funding paid', 'quote'],
  exposureTime: ['exposure time', 'share'],
  meanExposure: ['mean exposure', 'share'],
  turnoverPerYear: ['turnover per year', 'ratio'],
};

export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];

/** `–` where the figure has no value. */
export function figureText(name: FigureName, value: number): string {
  if (!Number.isFinite(value)) return '–';
  return inUnit(value, FIGURES[name][1]);
}

function inUnit(value: number, unit: Unit): string {
  switch (unit) {
    case 'share':
      return `${(100 * value).toFixed(2)} %`;
    case 'ratio':
      return value.toFixed(2);
    case 'quote':
      return value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    case 'days':
      return `${value.toFixed(1)} d`;
    case 'hours':
      return `${value.toFixed(1)} h`;
    case 'count':
      return String(value);
    default:
      return unit satisfies never;
  }
}
