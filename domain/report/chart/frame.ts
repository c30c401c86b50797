/** Title, source banner and legend. */
import { HOUR_MS } from '../../market/candles.ts';
import { formatClock, formatMoment } from '../../narrative/moments.ts';
import { type Json, rectangle, rule, text } from './drawing.ts';
import type { ChartInput } from './input.ts';
import { SIMULATED_BANNER } from '../banner.ts';
import { BAND_OPACITY, CHART_SIZE, COLOUR, PLOT, VOLUME } from './theme.ts';

export function chartTitle({ symbol, cutoff, zone, source, candles }: ChartInput): Json[] {
  const at = Date.parse(cutoff);
  const utc = zone === 'UTC' ? '' : ` (${formatClock(at, 'UTC')} UTC)`;
  const bars = candles.barMs === HOUR_MS ? 'hourly candles' : `${candles.barMs / 60_000}-minute candles`;
  const real = source === 'recorded' ? ' · recorded prices' : '';
  return [
    text(symbol.replace('/', ' / '), PLOT.left, 68, { size: 30, bold: true }),
    text(`Forecast as of ${formatMoment(at, zone)}${utc} · ${bars}${real}`, PLOT.left, 104, {
      size: 15,
      colour: COLOUR.muted,
    }),
  ];
}

/** Nobody may take a simulated market for a real one: a strip on top and a watermark across the candles. */
export function sourceBanner({ source }: ChartInput): Json[] {
  if (source !== 'simulated') return [];
  return [
    rectangle({ x: 0, y: 0, width: CHART_SIZE.width, height: 32 }, { fill: COLOUR.banner }),
    text(SIMULATED_BANNER, CHART_SIZE.width / 2, 16, { size: 16, bold: true, colour: COLOUR.panel, align: 'center' }),
    text('SIMULATED', (PLOT.left + PLOT.cutoff) / 2, PLOT.bottom - 70, {
      size: 84,
      bold: true,
      colour: COLOUR.banner,
      align: 'center',
      opacity: 0.13,
    }),
  ];
}

export function legend(): Json[] {
  const y = VOLUME.bottom + 58;
  const swatch = (x: number, share: keyof typeof BAND_OPACITY, opacity: number) => [
    rectangle({ x, y: y - 7, width: 26, height: 14 }, { fill: COLOUR.fan, radius: 3, opacity }),
    text(`${share}%`, x + 34, y, { size: 13, colour: COLOUR.muted }),
  ];
  const { 95: outer, 80: middle, 50: inner } = BAND_OPACITY;
  return [
    text('Price is inside with', PLOT.left, y, { size: 13, colour: COLOUR.muted }),
    ...swatch(PLOT.left + 150, '50', outer + middle + inner),
    ...swatch(PLOT.left + 234, '80', outer + middle),
    ...swatch(PLOT.left + 318, '95', outer),
    rule(PLOT.left + 410, y, PLOT.left + 436, y, COLOUR.median, [], 2.5),
    text('median', PLOT.left + 444, y, { size: 13, colour: COLOUR.muted }),
    rule(PLOT.left + 520, y, PLOT.left + 546, y, COLOUR.resistance, [], 2),
    rule(PLOT.left + 550, y, PLOT.left + 576, y, COLOUR.support, [], 2),
    text('scenario levels', PLOT.left + 584, y, { size: 13, colour: COLOUR.muted }),
    text('Time runs wider after the cutoff · a forecast, not advice', PLOT.right, y, {
      size: 12,
      colour: COLOUR.faint,
      align: 'right',
    }),
    text('Volume', PLOT.left + 8, VOLUME.top + 4, { size: 12, colour: COLOUR.muted }),
  ];
}
