/** What the trees may ask about the market at the close of a bar. All of it was known then; none has a price's unit. */
import type { History } from '../../market/history.ts';
import { CalmedVariances, SpanMeans } from '../calmed-variances.ts';
import { type HourFactors, hourOfWeek } from '../hour-of-week.ts';
import { rangeVariances } from '../range-variance.ts';
import { DAY_BARS, logCloses, WEEK_BARS } from '../returns.ts';
import { rollingMaxima } from '../rolling-maximum.ts';

const MONTH_BARS = 30 * DAY_BARS;
/** Features are complete from this bar on. */
export const FIRST_BAR: number = MONTH_BARS;

type Feature = (bar: number) => number;

/**
 * Features by bar, in the order in which trees number them. Values that cannot be computed are NaN. `factors`: those
 * with which the variances are freed of the hour of the week.
 */
export function featuresOf(history: History, factors: HourFactors): readonly Feature[] {
  const moves = movesOf(history);
  return [
    ...varianceFeatures(history, factors),
    ...returnFeatures(history),
    ...shapeFeatures(history, moves),
    ...volumeFeatures(history, moves),
    ...rangeFeatures(history),
    (bar) => hourOfWeek(history, bar) % DAY_BARS,
    (bar) => Math.floor(hourOfWeek(history, bar) / DAY_BARS),
  ];
}

/** ln of the variance over shorter spans against longer ones, and how high it is at all. */
function varianceFeatures(history: History, factors: HourFactors): Feature[] {
  const calmed = new CalmedVariances(history, factors);
  const log = (span: number, bar: number) => calmed.logMean(bar + 1 - span, bar + 1);
  const ratios = [
    [1, 4],
    [4, DAY_BARS],
    [12, DAY_BARS],
    [DAY_BARS, WEEK_BARS],
    [72, WEEK_BARS],
    [WEEK_BARS, MONTH_BARS],
  ];
  return [
    ...ratios.map(
      ([short, long]) =>
        (bar: number) =>
          log(short, bar) - log(long, bar),
    ),
    (bar) => log(DAY_BARS, bar),
    (bar) => log(MONTH_BARS, bar),
  ];
}

/** Returns in units of what is usual over a week, or over their own span where that is longer. */
function returnFeatures(history: History): Feature[] {
  const logs = logCloses(history);
  const variances = rangeVariances(history);
  const means = pastMeans(variances);
  return [1, 4, 12, DAY_BARS, 72, WEEK_BARS, MONTH_BARS].map((span) => (bar) => {
    const usual = Math.sqrt(span * means(Math.max(span, WEEK_BARS), bar));
    return (logs[bar] - logs[bar - span]) / usual;
  });
}

/** How the variance came about: trending or to and fro, downwards, in single jumps, at an uneven pace. */
function shapeFeatures(history: History, moves: Float64Array): Feature[] {
  const variances = rangeVariances(history);
  const logVariances = variances.map(Math.log);
  const ranges = pastMeans(variances);
  const squares = pastMeans(moves.map((move) => move ** 2));
  const falls = pastMeans(moves.map((move) => (move > 0 ? 0 : move ** 2)));
  const sizes = pastMeans(moves.map(Math.abs));
  const logs = pastMeans(logVariances);
  const logSquares = pastMeans(logVariances.map((log) => log ** 2));
  return [DAY_BARS, WEEK_BARS].flatMap((span): Feature[] => [
    (bar) => squares(span, bar) / ranges(span, bar),
    (bar) => falls(span, bar) / squares(span, bar),
    (bar) => sizes(span, bar) ** 2 / squares(span, bar),
    (bar) => logSquares(span, bar) - logs(span, bar) ** 2,
  ]);
}

/** Volume over shorter spans against longer ones, against what the variance lets expect, and in rising bars. */
function volumeFeatures({ volume }: History, moves: Float64Array): Feature[] {
  const all = pastMeans(volume);
  const rising = pastMeans(volume.map((traded, bar) => (moves[bar] > 0 ? traded : 0 * traded)));
  return [
    (bar) => Math.log(all(4, bar) / all(WEEK_BARS, bar)),
    (bar) => Math.log(all(DAY_BARS, bar) / all(MONTH_BARS, bar)),
    (bar) => Math.log(all(WEEK_BARS, bar) / all(MONTH_BARS, bar)),
    (bar) => rising(DAY_BARS, bar) / all(DAY_BARS, bar),
    (bar) => rising(WEEK_BARS, bar) / all(WEEK_BARS, bar),
  ];
}

/** Where the close lies between the low (0) and the high (1) of the last day, week and month. */
function rangeFeatures({ high, low, close }: History): Feature[] {
  const depths = low.map((price) => -price);
  return [DAY_BARS, WEEK_BARS, MONTH_BARS].map((span) => {
    const [tops, bottoms] = [rollingMaxima(high, span), rollingMaxima(depths, span)];
    return (bar) => (close[bar] + bottoms[bar]) / (tops[bar] + bottoms[bar]);
  });
}

/** Mean over the `span` bars that end with a bar; NaN where none of them has a value. */
function pastMeans(values: Float64Array): (span: number, bar: number) => number {
  const means = new SpanMeans(values);
  return (span, bar) => means.mean(bar + 1 - span, bar + 1);
}

/** Log-return of each bar; NaN where an end is missing. */
function movesOf(history: History): Float64Array {
  const logs = logCloses(history);
  return logs.map((log, bar) => (bar > 0 ? log - logs[bar - 1] : Number.NaN));
}

/** Columns of the features at some bars, as `binFeatures` takes them; what is not finite is missing. */
export function columnsAt(features: readonly Feature[], bars: Int32Array): Float64Array[] {
  return features.map((feature) => {
    const column = new Float64Array(bars.length);
    for (let row = 0; row < column.length; row++) column[row] = finiteOrMissing(feature(bars[row]));
    return column;
  });
}

/** The features at one bar, as `predict` takes them. */
export function rowAt(features: readonly Feature[], bar: number): Float64Array {
  return Float64Array.from(features, (feature) => finiteOrMissing(feature(bar)));
}

function finiteOrMissing(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
