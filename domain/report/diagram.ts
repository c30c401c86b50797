/** What the diagrams have in common: a title, one panel per horizon side by side, one look. */
import { COLOUR, FONT } from './chart/theme.ts';

export type Option = Readonly<Record<string, unknown>>;

export interface Panel {
  readonly title: string;
  readonly xAxis: Option;
  readonly yAxis: Option;
  readonly series: readonly Option[];
}

export interface Diagram {
  /** File name without its ending. */
  readonly name: string;
  /** What a reader sees in it; the caption in the report. */
  readonly caption: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly option: Option;
}

export const SERIES_COLOURS = [
  '#3142b0',
  '#12977a',
  '#d4495f',
  '#b2542d',
  '#0d7a86',
  '#8a5cc2',
  '#c28a1e',
  '#5d677c',
  '#6fae46',
  '#d977a8',
  '#2f6f9f',
  '#a3a3a3',
] as const;

const PANEL_WIDTH = 460;
const MARGIN = { left: 78, between: 84, right: 36, top: 96, bottom: 66 } as const;

export interface DiagramText {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly height?: number;
  /** Room for the names at the left of each panel. */
  readonly labels?: number;
  readonly legend?: readonly string[];
}

/** Where panels go; as in a report, side by side below the title, unless told otherwise. */
export interface Arrangement {
  readonly columns: number;
  readonly panelWidth: number;
  readonly plotHeight: number;
  /** False where what stands around the picture says it. */
  readonly hasTitle: boolean;
}

/** Between the name of a panel and the panel. */
const PANEL_TITLE = 36;

export function diagram(text: DiagramText, panels: readonly Panel[], arranged?: Arrangement): Diagram {
  const { name, caption, title, height = 470, labels = 0, legend } = text;
  const bottom = MARGIN.bottom + (legend ? 34 : 0);
  const { columns, panelWidth, plotHeight, hasTitle }: Arrangement = arranged ?? {
    ...{ columns: panels.length, panelWidth: PANEL_WIDTH, hasTitle: true },
    plotHeight: height - MARGIN.top - bottom,
  };
  const top = hasTitle ? MARGIN.top : PANEL_TITLE + 14;
  const step = panelWidth + MARGIN.between + labels;
  const rowStep = plotHeight + MARGIN.bottom + PANEL_TITLE;
  const left = (i: number) => MARGIN.left + labels + (i % columns) * step;
  const topOf = (i: number) => top + Math.floor(i / columns) * rowStep;
  const rows = Math.ceil(panels.length / columns);
  const width = MARGIN.left + labels + columns * step - MARGIN.between - labels + MARGIN.right;
  return {
    name,
    caption,
    size: { width, height: top + (rows - 1) * rowStep + plotHeight + bottom },
    option: {
      backgroundColor: COLOUR.panel,
      textStyle: { fontFamily: FONT },
      color: [...SERIES_COLOURS],
      title: [
        ...(hasTitle
          ? [{ text: title, left: MARGIN.left - 40, top: 14, textStyle: { fontSize: 21, color: COLOUR.ink } }]
          : []),
        ...panels.map((panel, i) => ({
          text: panel.title,
          left: left(i),
          top: topOf(i) - PANEL_TITLE,
          textStyle: { fontSize: 15, fontWeight: 'normal', color: COLOUR.muted },
        })),
      ],
      ...(legend ? { legend: { ...LEGEND_LOOK, data: [...legend] } } : {}),
      grid: panels.map((_, i) => ({ left: left(i), width: panelWidth, top: topOf(i), height: plotHeight })),
      xAxis: panels.map(({ xAxis }, gridIndex) => ({ ...axisLook('x'), ...xAxis, gridIndex })),
      yAxis: panels.map(({ yAxis }, gridIndex) => ({ ...axisLook('y'), ...yAxis, gridIndex })),
      series: panels.flatMap(({ series }, i) =>
        series.map((one) => ({ symbolSize: 7, ...one, xAxisIndex: i, yAxisIndex: i })),
      ),
    },
  };
}

/** Without a canvas text is measured too narrow: the gap makes up for it. */
const LEGEND_LOOK = {
  bottom: 10,
  left: 'center',
  icon: 'roundRect',
  itemGap: 34,
  textStyle: { fontSize: 13, color: COLOUR.ink },
} as const;

function axisLook(side: 'x' | 'y'): Option {
  return {
    nameLocation: 'middle',
    nameGap: side === 'x' ? 34 : 48,
    nameTextStyle: { fontSize: 13, color: COLOUR.muted },
    axisLabel: { fontSize: 12, color: COLOUR.muted, hideOverlap: true },
    axisLine: { show: true, onZero: false, lineStyle: { color: COLOUR.faint } },
    axisTick: { show: true, lineStyle: { color: COLOUR.faint } },
    splitLine: { show: true, lineStyle: { color: COLOUR.hairline } },
  };
}

/** A horizontal or vertical line through the panel. */
export function ruler(along: 'x' | 'y', value: number, label = '', colour: string = COLOUR.down): Option {
  return {
    type: 'line',
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: colour, type: 'dashed', width: 1.5 },
      label: { show: label !== '', formatter: label, position: 'end', fontSize: 11, color: colour },
      data: [along === 'x' ? { xAxis: value } : { yAxis: value }],
    },
  };
}

/** Whiskers from low to high at a place on the other axis: rows are [at, low, high]. */
export function whiskers(
  along: 'x' | 'y',
  rows: readonly (readonly [at: number, low: number, high: number])[],
  colour: string = COLOUR.fan,
): Option {
  return {
    type: 'custom',
    data: rows.map((row) => [...row]),
    encode: along === 'x' ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
    renderItem: (_: unknown, api: { value(i: number): number; coord(at: readonly number[]): number[] }) => {
      const [at, low, high] = [0, 1, 2].map((i) => api.value(i));
      const ends =
        along === 'x' ? [api.coord([low, at]), api.coord([high, at])] : [api.coord([at, low]), api.coord([at, high])];
      const [[x1, y1], [x2, y2]] = ends;
      return { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: 2, opacity: 0.6 } };
    },
  };
}
