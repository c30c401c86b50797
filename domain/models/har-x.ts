import { harModel, type Har, type HarRecipe, type Regressors } from './har-regression.ts';
import { hourOfWeek } from './hour-of-week.ts';
import { type CalmedVariances, SpanMeans, USUAL_LOG } from './calmed-variances.ts';
import type { History } from '../market/history.ts';
import type { Model } from './model.ts';
import { mirrored } from './mirrored.ts';
import { WEEK_BARS } from './returns.ts';
import { rollingMaxima } from './rolling-maximum.ts';
import { SPANS, writeSpans } from './spans.ts';

/** Spans in bars in which one lively hour may stand out. */
const BURST_SPANS = [24, 72, 168];
const DAILY_WAVES = 2;
const WEEKLY_WAVES = 2;
const WAVES = 2 * (DAILY_WAVES + WEEKLY_WAVES);

/**
 * The autoregression that most of the forecast rests on. It differs from `har` in what one wild hour may do to it: mean
 * ranges instead of mean squared ranges (power variation, Forsberg & Ghysels 2007, Why Do Absolute Returns Predict
 * Volatility So Well?), and how far the liveliest hour stood out as a regressor of its own. Waves of the day and the week
 * take what is left of the hourly pattern. Errors are believed half as they were and half mirrored.
 */
export const HAR_X: HarRecipe = {
  name: 'har-x',
  version: '1',
  role: 'core',
  regressors: harXRegressors,
  believed: mirrored,
};

export const harX: Model<Har> = harModel(HAR_X);

/** What it knows at a bar's close. */
export function harXRegressors(history: History, calmed: CalmedVariances): Regressors {
  const ranges = new SpanMeans(calmed.values.map(Math.sqrt));
  const maxima = BURST_SPANS.map((span) => rollingMaxima(calmed.values, span));
  const logRange = (from: number, to: number) => 2 * Math.log(ranges.mean(from, to)) - USUAL_LOG;
  const bursts = 1 + SPANS.length;
  const waves = bursts + BURST_SPANS.length;
  return {
    count: waves + WAVES,
    write(bar, rows, at) {
      rows[at] = 1;
      writeSpans(logRange, bar, rows, at + 1);
      BURST_SPANS.forEach((span, i) => {
        rows[at + bursts + i] = Math.log(maxima[i][bar] / calmed.mean(bar + 1 - span, bar + 1));
      });
      rows.set(WAVES_BY_CELL[hourOfWeek(history, bar)], at + waves);
    },
  };
}

/** Sines and cosines of the day and the week at the close of a bar, by its hour of the week. Shape (168 × WAVES). */
const WAVES_BY_CELL: readonly Float64Array[] = Array.from({ length: WEEK_BARS }, (_, cell) => {
  const wave = (cycles: number, bars: number) => (2 * Math.PI * cycles * (cell + 1)) / bars;
  const angles = [
    ...Array.from({ length: DAILY_WAVES }, (_unused, i) => wave(i + 1, 24)),
    ...Array.from({ length: WEEKLY_WAVES }, (_unused, i) => wave(i + 1, WEEK_BARS)),
  ];
  return Float64Array.from(angles.flatMap((angle) => [Math.sin(angle), Math.cos(angle)]));
});
