/** Where prices and moments lie on the chart. */
import { type EpochMs, HOUR_MS } from '../../market/candles.ts';
import { fanPoints } from './fan.ts';
import type { ChartInput, FanPoint } from './input.ts';
import { PLOT } from './theme.ts';

const SHOWN_BARS = 168;
const TICKS_WANTED = 7;
/** Fine enough that the square-root start of the fan looks round. */
const FAN_STEPS_PER_BAR = 4;

/** Column i of the history is the bar that closes at `firstClose + i·barMs`; the last one closes at the cutoff. */
export interface Scales {
  readonly barMs: number;
  readonly firstClose: EpochMs;
  readonly columns: number;
  readonly fan: readonly FanPoint[];
  readonly lowest: number;
  readonly highest: number;
  readonly ticks: readonly number[];
}

export function scalesOf(input: ChartInput): Scales {
  const { barMs } = input.candles;
  const cutoff = Date.parse(input.cutoff);
  const fan = fanPoints(input, barMs / HOUR_MS / FAN_STEPS_PER_BAR);
  const firstClose = cutoff - (SHOWN_BARS - 1) * barMs;
  const { low, high } = extent(input, fan, firstClose);
  const margin = (high - low) * 0.05;
  const [lowest, highest] = [low - margin, high + margin];
  return {
    barMs,
    firstClose,
    columns: SHOWN_BARS,
    fan,
    lowest,
    highest,
    ticks: niceTicks(lowest, highest),
  };
}

/** The x pixel of a moment after the cutoff. */
export function forecastX({ fan }: Pick<Scales, 'fan'>, hours: number): number {
  return PLOT.cutoff + (hours / fan[fan.length - 1].hours) * (PLOT.right - PLOT.cutoff);
}

/** The x pixel of the middle of a history column. */
export function columnX({ columns }: Pick<Scales, 'columns'>, column: number): number {
  return PLOT.left + ((column + 0.5) / columns) * (PLOT.cutoff - PLOT.left);
}

/** The y pixel of a price on the main plot. */
export function priceY({ lowest, highest }: Pick<Scales, 'lowest' | 'highest'>, price: number): number {
  return PLOT.bottom - ((price - lowest) / (highest - lowest)) * (PLOT.bottom - PLOT.top);
}

function extent(input: ChartInput, fan: readonly FanPoint[], firstClose: EpochMs): { low: number; high: number } {
  const { openTime, low, high, barMs } = input.candles;
  const end = fan[fan.length - 1].prices;
  const frame = input.frame ? [input.frame.upper, input.frame.lower] : [];
  const range = { low: Math.min(end[0], ...frame), high: Math.max(end[end.length - 1], ...frame) };
  for (let i = openTime.length - 1; i >= 0 && openTime[i] + barMs >= firstClose; i--) {
    range.low = Math.min(range.low, low[i]);
    range.high = Math.max(range.high, high[i]);
  }
  return range;
}

/** Round prices between two bounds, about TICKS_WANTED of them: steps of 1, 2, 2.5 or 5 times a power of ten. */
export function niceTicks(lowest: number, highest: number): number[] {
  const rough = (highest - lowest) / TICKS_WANTED;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(lowest / step);
  return Array.from({ length: Math.floor(highest / step) - first + 1 }, (_, i) => (first + i) * step);
}
