/** Equity and drawdown over time, beside buying and holding. */
import { COLOUR, FONT } from '../../report/chart/theme.ts';
import { underwater } from '../drawdown.ts';
import type { EquityPath } from '../equity-path.ts';

export const EQUITY_CHART = { width: 1200, height: 760 } as const;
const EDGE = { left: 104, right: 40 } as const;
const MOST_POINTS = 1_400;

type Point = readonly [time: number, value: number];
type Option = Readonly<Record<string, unknown>>;

/** As an option of echarts, to be drawn at the size of `EQUITY_CHART`. `held`: buying and holding, at the same times. */
export function equityChart(name: string, path: EquityPath, held: EquityPath): Option {
  const names = [name, 'buy and hold'];
  return {
    backgroundColor: COLOUR.panel,
    textStyle: { fontFamily: FONT },
    color: [COLOUR.median, COLOUR.faint],
    title: [
      heading('Equity, logarithmic', 14, 21, COLOUR.ink),
      heading('Below the highest close so far, %', 494, 15, COLOUR.muted),
    ],
    legend: { right: EDGE.right, top: 16, icon: 'roundRect', itemGap: 34, textStyle: { fontSize: 13 }, data: names },
    grid: [
      { ...EDGE, top: 62, height: 400 },
      { ...EDGE, top: 530, height: 170 },
    ],
    xAxis: [0, 1].map((gridIndex) => ({
      ...axis,
      type: 'time',
      gridIndex,
      axisLabel: { ...axis.axisLabel, show: gridIndex === 1 },
    })),
    yAxis: [
      { ...axis, type: 'log', gridIndex: 0, ...decades(path, held) },
      { ...axis, type: 'value', gridIndex: 1, max: 0 },
    ],
    series: [
      line(names[0], 0, thinned(path, path.equityQuote)),
      line(names[1], 0, thinned(held, held.equityQuote)),
      { ...line(names[0], 1, thinned(path, inPercent(underwater(path)))), areaStyle: { opacity: 0.15 } },
      line(names[1], 1, thinned(held, inPercent(underwater(held)))),
    ],
  };
}

function line(name: string, panel: number, data: readonly Point[]): Option {
  return {
    name,
    type: 'line',
    xAxisIndex: panel,
    yAxisIndex: panel,
    showSymbol: false,
    lineStyle: { width: 1.4 },
    data,
  };
}

function heading(text: string, top: number, fontSize: number, color: string): Option {
  return { text, left: EDGE.left - 40, top, textStyle: { fontSize, color } };
}

/** Ends of the axis a little beyond what is drawn: a logarithmic axis would go to the next power of ten. */
function decades(...paths: readonly EquityPath[]): { min: number; max: number } {
  const all = paths.flatMap(({ equityQuote }) => [
    equityQuote.reduce((a, b) => Math.min(a, b)),
    equityQuote.reduce((a, b) => Math.max(a, b)),
  ]);
  return { min: rounded(Math.min(...all) * 0.9), max: rounded(Math.max(...all) * 1.1) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(1));
}

/** The last point of each of at most 1,400 stretches, and the lowest one of each stretch, so that no fall is lost. */
function thinned({ closeTime }: EquityPath, values: Float64Array): Point[] {
  const step = Math.max(1, Math.ceil((2 * values.length) / MOST_POINTS));
  const points: Point[] = [];
  for (let from = 0; from < values.length; from += step) {
    const last = Math.min(from + step, values.length) - 1;
    let lowest = from;
    for (let i = from; i <= last; i++) if (values[i] < values[lowest]) lowest = i;
    points.push([closeTime[lowest], values[lowest]]);
    if (lowest !== last) points.push([closeTime[last], values[last]]);
  }
  return points;
}

function inPercent(shares: Float64Array): Float64Array {
  return shares.map((share) => 100 * share);
}

const axis = {
  axisLabel: { fontSize: 12, color: COLOUR.muted, hideOverlap: true },
  axisLine: { show: true, onZero: false, lineStyle: { color: COLOUR.faint } },
  axisTick: { show: true, lineStyle: { color: COLOUR.faint } },
  splitLine: { show: true, lineStyle: { color: COLOUR.hairline } },
} as const;
