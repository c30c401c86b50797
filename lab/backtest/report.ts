/** `report.md`: what was traded, what came of it, what stood beside it, and the formula of every figure. */
import { durationText } from '../../domain/market/moments.ts';
import type { PathFigures } from '../../domain/performance/path-figures.ts';
import type { Estimate } from '../../domain/scoring/block-bootstrap.ts';
import { FIGURE_NAMES, FIGURES, figureText } from './figure-text.ts';
import type { BacktestSummary } from './summary.ts';

export function reportText(summary: BacktestSummary): string {
  return [
    ...heading(summary),
    ...tooFewSection(summary),
    '![equity](equity.png)',
    '',
    `*Equity at the close of every bar, and how far it stood below its highest close; grey: buy and hold at the same costs.*`,
    '',
    ...figureSection(summary),
    ...besideSection(summary),
    ...chanceSection(summary),
    ...groupSections(summary),
    ...monthSection(summary),
  ].join('\n');
}

function heading(summary: BacktestSummary): string[] {
  const { strategy, symbol, from, to, bars, barMs, costs, stopLoss, takeProfit, startQuote, provenance } = summary;
  const exits = [stopLoss && `stop ${percent(stopLoss)}`, takeProfit && `target ${percent(takeProfit)}`].filter(
    Boolean,
  );
  return [
    `# ${strategy} on ${symbol}, ${from.slice(0, 10)} to ${to.slice(0, 10)}`,
    '',
    `${bars} bars of ${durationText(barMs)}, ${startQuote} at the start, fee ${percent(Number(costs.fee))} of every fill, spread ${percent(Number(costs.spread))}, slippage ${percent(Number(costs.slippage))}${exits.length > 0 ? `, ${exits.join(', ')} from the entry` : ''}.`,
    'A signal at the close of a bar fills at the open of the next; stops go before targets within a bar; the whole convention is in',
    `docs/TRADING.md. ${limitsText(summary.limits)}`,
    '',
    `Candles: ${provenance.files.join(', ')} (SHA-256 of what was read ${provenance.candleHash.slice(0, 16)}…). Code: ${provenance.codeVersion}.`,
    '',
  ];
}

function limitsText(limits: BacktestSummary['limits']): string {
  const held = Object.entries(limits).map(([rule, limit]) => `${rule} ${limit}`);
  return held.length === 0
    ? 'Every limit of the risk rules stood at infinity.'
    : `Risk limits: ${held.join(', ')}; the others stood at infinity.`;
}

function tooFewSection({ tooFew }: BacktestSummary): string[] {
  return tooFew.length === 0
    ? []
    : [`**Too few: ${tooFew.join('; ')}.** The figures are shown, not to be believed.`, ''];
}

function figureSection({ figures, formulas, intervals, openAtEnd }: BacktestSummary): string[] {
  const interval = (name: string) => {
    const estimate = intervals?.[name as keyof typeof intervals];
    return estimate ? bounds(estimate, name === 'cagr') : '';
  };
  return [
    '## Figures',
    '',
    ...table(
      ['figure', 'measured', '95 % interval', 'formula'],
      FIGURE_NAMES.map((name) => [
        FIGURES[name][0],
        figureText(name, figures[name]),
        interval(name),
        formulas[name].replaceAll('|', '\\|'),
      ]),
    ),
    `Intervals: stationary bootstrap of daily returns, blocks of 10 days on average, 5,000 draws. ${openAtEnd === 0 ? 'Nothing was open at the end.' : `${openAtEnd} still open at the end: in the equity, not among the trades.`}`,
    '',
  ];
}

const BESIDE_NAMES = [
  'totalReturn',
  'cagr',
  'volatility',
  'volatilityOfVolatility',
  'sharpe',
  'sortino',
  'calmar',
  'worstDay',
] as const;

function besideSection({ strategy, figures, beside }: BacktestSummary): string[] {
  const row = (name: string, own: Pick<PathFigures, (typeof BESIDE_NAMES)[number]>, fall: number) => [
    name,
    ...BESIDE_NAMES.map((figure) => figureText(figure, own[figure])),
    figureText('maxDrawdown', fall),
  ];
  return [
    '## Beside it',
    '',
    ...table(
      ['', ...BESIDE_NAMES.map((name) => FIGURES[name][0]), FIGURES.maxDrawdown[0]],
      [
        row(strategy, figures, figures.maxDrawdown),
        ...beside.map(({ name, figures: own }) => row(name, own, own.maxDrawdown.depth)),
      ],
    ),
    ...beside.map(({ name, how }) => `- ${name}: ${how}`),
    '',
  ];
}

function chanceSection({ monteCarlo, deflatedSharpe }: BacktestSummary): string[] {
  const lines = ['## Chance', ''];
  if (deflatedSharpe !== null) {
    const { tried, expectedBest, probability } = deflatedSharpe;
    lines.push(
      `Variants tried: ${tried} (say how many with --tried). The best of so many without any skill shows a Sharpe ratio of ${expectedBest.toFixed(2)}; the probability that the true one is above that is ${percent(probability)} (deflated Sharpe ratio, Bailey & López de Prado 2014).`,
      '',
    );
  }
  if (monteCarlo !== null) {
    const { runs, trades, growth, maxDrawdown, chanceOfHalving } = monteCarlo;
    lines.push(
      `The ${trades} trades in ${runs.toLocaleString('en')} other orders (with replacement, in blocks of five, each compounding the equity it finds): chance of ever standing at half of the start or less: ${percent(chanceOfHalving)}.`,
      '',
      ...table(
        ['percentile', '5', '50', '95'],
        [
          ['final / start', ...growth.map((value) => value.toFixed(3))],
          ['maximum drawdown', ...maxDrawdown.map(percent)],
        ],
      ),
    );
  }
  return lines.length > 2 ? lines : [];
}

function groupSections({ byExitReason, byRegime, vetoes }: BacktestSummary): string[] {
  const refused = Object.entries(vetoes).map(([rule, count]) => `${count} by ${rule}`);
  return [
    ...groupSection('By reason of the exit', byExitReason),
    ...groupSection('By regime at the entry', byRegime ?? {}),
    ...(byRegime === null
      ? []
      : ['Regimes are detected with parameters of the whole span: hindsight, to look at only.', '']),
    ...(refused.length > 0 ? [`Orders that risk rules refused: ${refused.join(', ')}.`, ''] : []),
  ];
}

function groupSection(title: string, groups: BacktestSummary['byExitReason']): string[] {
  const rows = Object.entries(groups).map(([name, { count, winRate, pnlQuote }]) => [
    name,
    String(count),
    figureText('winRate', winRate),
    figureText('bestQuote', pnlQuote),
  ]);
  return rows.length === 0 ? [] : [`## ${title}`, '', ...table(['', 'trades', 'win rate', 'P&L'], rows)];
}

function monthSection({ byMonth }: BacktestSummary): string[] {
  const years = Map.groupBy(byMonth, ({ month }) => month.slice(0, 4));
  const numbers = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));
  return [
    '## By month, %',
    '',
    ...table(
      ['', ...numbers, 'year'],
      [...years].map(([year, months]) => {
        const of = new Map(months.map((month) => [month.month.slice(5), month.return]));
        const whole = months.reduce((growth, month) => growth * (1 + month.return), 1) - 1;
        const cell = (value: number | undefined) => (value === undefined ? '' : (100 * value).toFixed(1));
        return [year, ...numbers.map((number) => cell(of.get(number))), cell(whole)];
      }),
    ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function bounds({ low, high }: Estimate, share: boolean): string {
  return share ? `${percent(low)} … ${percent(high)}` : `${low.toFixed(2)} … ${high.toFixed(2)}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}
