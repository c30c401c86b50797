/** The summary for a terminal. */
import { FIGURE_NAMES, FIGURES, figureText } from '../../domain/performance/report/figure-text.ts';
import type { BacktestSummary } from './summary.ts';

export function summaryText({
  strategy,
  symbol,
  from,
  to,
  bars,
  figures,
  formulas,
  beside,
  tooFew,
}: BacktestSummary): string {
  const width = Math.max(...FIGURE_NAMES.map((name) => FIGURES[name][0].length));
  return [
    `${strategy} on ${symbol}, ${from} to ${to}, ${bars} bars`,
    ...tooFew.map((reason) => `too few: ${reason}`),
    '',
    ...FIGURE_NAMES.map((name) => {
      const [label] = FIGURES[name];
      return `${label.padEnd(width)}  ${figureText(name, figures[name]).padStart(14)}   ${formulas[name]}`;
    }),
    '',
    ...beside.map(({ name, figures: own }) => {
      const fall = figureText('maxDrawdown', own.maxDrawdown.depth);
      return `${name.padEnd(width)}  ${figureText('totalReturn', own.totalReturn).padStart(14)}   Sharpe ${figureText('sharpe', own.sharpe)}, maximum drawdown ${fall}`;
    }),
  ].join('\n');
}
