/** Vertical things: local midnights in the past, hours after the cutoff, and what the two scales mean. */
import { HOUR_MS } from '../../market/candles.ts';
import { formatClock, formatDayOfMonth } from '../../narrative/moments.ts';
import type { ChartInput } from './input.ts';
import { type Json, rule, text } from './drawing.ts';
import { columnX, forecastX, type Scales } from './scales.ts';
import { COLOUR, PLOT, VOLUME } from './theme.ts';

const LABEL_Y = VOLUME.bottom + 18;

export function timeAxis(input: ChartInput, scales: Scales): Json[] {
  return [...midnights(input, scales), ...hoursAhead(input, scales)];
}

function midnights({ zone }: ChartInput, scales: Scales): Json[] {
  const columns = Array.from({ length: scales.columns }, (_, column) => column);
  return columns.flatMap((column) => {
    const close = scales.firstClose + column * scales.barMs;
    const x = columnX(scales, column);
    if (formatClock(close, zone) !== '00:00') return [];
    const label = text(formatDayOfMonth(close, zone), x, LABEL_Y, { size: 13, colour: COLOUR.muted, align: 'center' });
    const crowded = x < PLOT.left + 24 || x > PLOT.cutoff - 48;
    return [rule(x, PLOT.top, x, VOLUME.bottom, COLOUR.hairline), ...(crowded ? [] : [label])];
  });
}

/** Local times of the cutoff and the horizons, with the day where it is not the cutoff's. */
function hoursAhead({ zone, cutoff, forecasts }: ChartInput, scales: Scales): Json[] {
  const start = Date.parse(cutoff);
  return [0, ...forecasts.map(({ horizonHours }) => horizonHours)].flatMap((hours) => {
    const [at, x] = [start + hours * HOUR_MS, forecastX(scales, hours)];
    const day = formatDayOfMonth(at, zone);
    const style = {
      size: 13,
      bold: hours === 0,
      colour: hours === 0 ? COLOUR.ink : COLOUR.muted,
      align: 'center',
    } as const;
    return [
      text(formatClock(at, zone), x, PLOT.bottom + 20, style),
      ...(day === formatDayOfMonth(start, zone) ? [] : [text(day, x, PLOT.bottom + 40, { ...style, size: 12 })]),
    ];
  });
}
