/** The forecast as nested bands around the median, with the published horizons marked. */
import type { ChartInput, FanPoint } from './input.ts';
import { formatHorizon } from '../../narrative/figures.ts';
import { type Json, rectangle, rule, text } from './drawing.ts';
import { forecastX, priceY, type Scales } from './scales.ts';
import { BAND_OPACITY, COLOUR, PLOT } from './theme.ts';

const MEDIAN = 3;
/** Hours are sums of fractions of a bar. */
const SAME_HOUR = 1e-6;

export function fanDrawing(input: ChartInput, scales: Scales): Json[] {
  const line = (i: number) => scales.fan.map((point) => at(scales, point, i));
  return [
    rectangle(
      { x: PLOT.cutoff, y: PLOT.top, width: PLOT.right - PLOT.cutoff, height: PLOT.bottom - PLOT.top },
      { fill: COLOUR.future },
    ),
    ...(['95', '80', '50'] as const).map((share, i) => band(line(i), line(6 - i), BAND_OPACITY[share])),
    ...[0, 1, 5, 6].map((i) => polyline(line(i), COLOUR.fan, 1, 0.28)),
    polyline(line(MEDIAN), COLOUR.median, 2.5, 1),
    ...input.forecasts.flatMap(({ horizonHours }) => horizonMark(scales, horizonHours)),
    rule(PLOT.cutoff, PLOT.top, PLOT.cutoff, PLOT.bottom, COLOUR.muted, [3, 4]),
  ];
}

function at(scales: Scales, point: FanPoint, i: number): [number, number] {
  return [forecastX(scales, point.hours), priceY(scales, point.prices[i])];
}

function band(lower: [number, number][], upper: [number, number][], opacity: number): Json {
  return {
    type: 'polygon',
    silent: true,
    shape: { points: [...lower, ...upper.toReversed()] },
    style: { fill: COLOUR.fan, opacity },
  };
}

function polyline(points: [number, number][], stroke: string, lineWidth: number, opacity: number): Json {
  return { type: 'polyline', silent: true, shape: { points }, style: { stroke, lineWidth, opacity, fill: 'none' } };
}

function horizonMark(scales: Scales, horizonHours: number): Json[] {
  const point = scales.fan.find(({ hours }) => Math.abs(hours - horizonHours) < SAME_HOUR);
  if (!point) return [];
  const [x, y] = at(scales, point, MEDIAN);
  return [
    rule(x, PLOT.top, x, PLOT.bottom, COLOUR.fan, [2, 5]),
    {
      type: 'circle',
      silent: true,
      shape: { cx: x, cy: y, r: 5 },
      style: { fill: COLOUR.panel, stroke: COLOUR.median, lineWidth: 2.5 },
    },
    text(`+${formatHorizon(horizonHours)}`, x, PLOT.top - 14, {
      size: 13,
      bold: true,
      colour: COLOUR.median,
      align: 'center',
    }),
  ];
}
