/** `report.md`: what was traded, what came of it, what stood beside it, and the formula of every figure. */
import type { Estimate } from '../../scoring/block-bootstrap.ts';
import { ELSEWHERE_FORMULAS } from '../elsewhere.ts';
import type { PathFigures } from '../path-figures.ts';
import type { AccountFigures } from './account-figures.ts';
import { FIGURE_NAMES, FIGURES, figureText } from './figure-text.ts';

export interface ReportPage extends AccountFigures {
  readonly title: string;
  /** What the account is called in tables. */
  readonly name: string;
  /** What was traded, on what, under which conditions; lines of Markdown. */
  readonly lead: readonly string[];
  /** File names of the pictures, with what each shows. */
  readonly pictures: readonly { readonly file: string; readonly caption: string }[];
  /** What only this kind of account has to tell, before the months. */
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

export function reportText(page: ReportPage): string {
  return [
    `# ${page.title}`,
    '',
    ...page.lead,
    '',
    ...tooFewSection(page),
    ...page.pictures.flatMap(({ file, caption }) => [`![${caption}](${file})`, '', `*${caption}*`, '']),
    ...figureSection(page),
    ...besideSection(page),
    ...chanceSection(page),
    ...groupSections(page),
    ...page.sections.flatMap(({ title, lines }) => [`## ${title}`, '', ...lines, '']),
    ...monthSection(page),
  ].join('\n');
}

function tooFewSection({ tooFew }: AccountFigures): string[] {
  return tooFew.length === 0
    ? []
    : [`**Too few: ${tooFew.join('; ')}.** The figures are shown, not to be believed.`, ''];
}

function figureSection({ figures, formulas, elsewhere, intervals, openAtEnd }: AccountFigures): string[] {
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
    elsewhereText(elsewhere['backtesting.py']),
    '',
  ];
}

function elsewhereText({
  annualReturn,
  volatility,
  sharpe,
  sortino,
}: AccountFigures['elsewhere']['backtesting.py']): string {
  const figures = [
    `annual return ${figureText('cagr', annualReturn)}`,
    `volatility ${figureText('volatility', volatility)}`,
    `Sharpe ${figureText('sharpe', sharpe)}`,
    `Sortino ${figureText('sortino', sortino)}`,
  ];
  return `The same path as backtesting.py reckons it: ${figures.join(', ')} (${ELSEWHERE_FORMULAS['backtesting.py']}).`;
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

function besideSection({ name: own, figures, beside }: ReportPage): string[] {
  const row = (name: string, path: Pick<PathFigures, (typeof BESIDE_NAMES)[number]>, fall: number) => [
    name,
    ...BESIDE_NAMES.map((figure) => figureText(figure, path[figure])),
    figureText('maxDrawdown', fall),
  ];
  return [
    '## Beside it',
    '',
    ...table(
      ['', ...BESIDE_NAMES.map((name) => FIGURES[name][0]), FIGURES.maxDrawdown[0]],
      [
        row(own, figures, figures.maxDrawdown),
        ...beside.map(({ name, figures: path }) => row(name, path, path.maxDrawdown.depth)),
      ],
    ),
    ...beside.map(({ name, how }) => `- ${name}: ${how}`),
    '',
  ];
}

function chanceSection({ monteCarlo, deflatedSharpe }: AccountFigures): string[] {
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

function groupSections({ byExitReason, bySide, byRegime }: AccountFigures): string[] {
  return [
    ...groupSection('By reason of the exit', byExitReason),
    ...(Object.keys(bySide).length > 1 ? groupSection('By side', bySide) : []),
    ...groupSection('By regime at the entry', byRegime ?? {}),
  ];
}

function groupSection(title: string, groups: AccountFigures['byExitReason']): string[] {
  const rows = Object.entries(groups).map(([name, { count, winRate, pnlQuote }]) => [
    name,
    String(count),
    figureText('winRate', winRate),
    figureText('bestQuote', pnlQuote),
  ]);
  return rows.length === 0 ? [] : [`## ${title}`, '', ...table(['', 'trades', 'win rate', 'P&L'], rows)];
}

function monthSection({ byMonth }: AccountFigures): string[] {
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

/** Lines of a Markdown table, and an empty one. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function bounds({ low, high }: Estimate, share: boolean): string {
  return share ? `${percent(low)} … ${percent(high)}` : `${low.toFixed(2)} … ${high.toFixed(2)}`;
}

export function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}
