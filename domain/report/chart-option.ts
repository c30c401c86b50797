/** The picture of a release as an ECharts option: candles and volume as series, everything else at exact pixels. */
import { priceDecimals } from '../narrative/figures.ts';
import type { Json } from './chart/drawing.ts';
import { fanDrawing } from './chart/fan-drawing.ts';
import { chartTitle, legend, sourceBanner } from './chart/frame.ts';
import { historySeries } from './chart/history-series.ts';
import type { ChartInput } from './chart/input.ts';
import { panel } from './chart/panel.ts';
import { barrierLines, gridLines, levelLines, priceTags } from './chart/price-axis.ts';
import { type Scales, scalesOf } from './chart/scales.ts';
import { CHART_SIZE, COLOUR, FONT, PLOT, VOLUME } from './chart/theme.ts';
import { timeAxis } from './chart/time-axis.ts';

export { CHART_SIZE } from './chart/theme.ts';
export type { ChartInput } from './chart/input.ts';

/**
 * Plain JSON for a canvas of CHART_SIZE pixels. Needs at least one forecast and candles that reach the cutoff.
 *
 * @example await charts.render(chartOption({ ...document, zone: 'UTC', basePrice, candles }), CHART_SIZE)
 */
export function chartOption(input: ChartInput): Readonly<Record<string, Json>> {
  const scales = scalesOf(input);
  const decimals = priceDecimals(input.basePrice);
  const behind = [...gridLines(scales), ...timeAxis(input, scales)];
  const front = [
    ...fanDrawing(input, scales),
    ...levelLines(input, scales),
    ...barrierLines(input, scales),
    ...priceTags(input, scales, decimals),
    ...panel(input, decimals),
    ...chartTitle(input),
    ...legend(),
    ...sourceBanner(input),
  ];
  return {
    backgroundColor: COLOUR.paper,
    textStyle: { fontFamily: FONT },
    animation: false,
    ...axes(scales),
    series: historySeries(input, scales),
    graphic: [layer(behind, 0), layer(front, 10)],
  };
}

/** Groups share a drawing order; series lie between them. */
function layer(children: readonly Json[], z: number): Json {
  return { type: 'group', silent: true, z, children: children.map((child) => ({ ...(child as object), z })) as Json[] };
}

function axes({ columns, lowest, highest }: Scales): Readonly<Record<string, Json>> {
  const grid = (top: number, bottom: number) => ({
    left: PLOT.left,
    right: CHART_SIZE.width - PLOT.cutoff,
    top,
    bottom: CHART_SIZE.height - bottom,
  });
  const category = (gridIndex: number) => ({
    type: 'category',
    gridIndex,
    show: false,
    data: Array.from({ length: columns }, (_, column) => column),
  });
  return {
    grid: [grid(PLOT.top, PLOT.bottom), grid(VOLUME.top, VOLUME.bottom)],
    xAxis: [category(0), category(1)],
    yAxis: [
      { type: 'value', gridIndex: 0, show: false, min: lowest, max: highest },
      { type: 'value', gridIndex: 1, show: false, min: 0 },
    ],
  };
}
