/** The page of a backtest: its conditions around the figures of its account. */
import { durationText } from '../../domain/market/moments.ts';
import { percent, reportText } from '../../domain/performance/report/report-text.ts';
import { exitsFromSignal, fillsAtClose } from './plan.ts';
import type { BacktestHead, BacktestSummary } from './summary.ts';

export function backtestReport(summary: BacktestSummary): string {
  const { strategy, symbol, from, to } = summary;
  return reportText({
    ...summary,
    name: strategy,
    title: `${strategy} on ${symbol}, ${from.slice(0, 10)} to ${to.slice(0, 10)}`,
    lead: leadOf(summary),
    pictures: [EQUITY_PICTURE],
    sections: summary.byRegime === null ? [] : [HINDSIGHT],
  });
}

export const EQUITY_PICTURE = {
  file: 'equity.png',
  caption:
    'Equity at the close of every bar, and how far it stood below its highest close; grey: buy and hold at the same costs.',
};

export const HINDSIGHT = {
  title: 'About the regimes',
  lines: ['They are detected with parameters of the whole span: hindsight, to look at only.'],
};

function leadOf(summary: BacktestHead): string[] {
  const { bars, barMs, costs, stopLoss, takeProfit, startQuote, provenance } = summary;
  const exits = [stopLoss && `stop ${percent(stopLoss)}`, takeProfit && `target ${percent(takeProfit)}`].filter(
    Boolean,
  );
  return [
    `${bars} bars of ${durationText(barMs)}, ${startQuote} at the start, ${costsText(costs)}${exits.length > 0 ? `, ${exits.join(', ')} from ${exitsFromSignal(summary.convention) ? 'the close of the signal' : 'the entry'}` : ''}.`,
    `A signal at the close of a bar fills ${fillsAtClose(summary.convention) ? 'at that close, which nobody can trade' : 'at the open of the next'}; stops go before targets within a bar; the whole convention is in`,
    `docs/TRADING.md. ${limitsText(summary.limits)}${vetoesText(summary.vetoes)}`,
    '',
    sourcesText(provenance),
  ];
}

export function costsText({ fee, spread, slippage }: BacktestHead['costs']): string {
  return `fee ${percent(Number(fee))} of every fill, spread ${percent(Number(spread))}, slippage ${percent(Number(slippage))}`;
}

export function limitsText(limits: BacktestHead['limits']): string {
  const held = Object.entries(limits).map(([rule, limit]) => `${rule} ${limit}`);
  return held.length === 0
    ? 'Every limit of the risk rules stood at infinity.'
    : `Risk limits: ${held.join(', ')}; the others stood at infinity.`;
}

export function sourcesText({ files, candleHash, codeVersion }: BacktestHead['provenance']): string {
  return `Candles: ${files.join(', ')} (SHA-256 of what was read ${candleHash.slice(0, 16)}…). Code: ${codeVersion}.`;
}

function vetoesText(vetoes: BacktestHead['vetoes']): string {
  const refused = Object.entries(vetoes).map(([rule, count]) => `${count} by ${rule}`);
  return refused.length > 0 ? ` Orders that they refused: ${refused.join(', ')}.` : '';
}
