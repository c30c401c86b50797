import { earlier, type History } from '../market/history.ts';
import { LEVELS } from '../numeric/levels.ts';
import type { Rng } from '../numeric/random.ts';
import { moved, perHorizon, tooThin } from './answer.ts';
import { binFeatures } from './boosting/binned.ts';
import { Expectations } from './boosting/expected.ts';
import { columnsAt, FIRST_BAR, featuresOf, rowAt } from './boosting/features.ts';
import { fitLocation, fitScale } from './boosting/fit.ts';
import { interpolated, SHORTEST_BARS } from './boosting/horizons.ts';
import { pastShapes } from './boosting/past-errors.ts';
import { rowsOf } from './boosting/rows.ts';
import type { Shapes } from './boosting/shapes.ts';
import { predict, type Trees } from './boosting/tree.ts';
import type { Har } from './har-regression.ts';
import { harX } from './har-x.ts';
import { hourOfWeek } from './hour-of-week.ts';
import { isNotEnough, type Model, MOST_BARS, type NotEnough, type QuantileForecast } from './model.ts';
import { DAY_BARS, YEAR_BARS } from './returns.ts';

const BINS = 32;

interface BoostedTrees {
  readonly har: Har;
  /** Per fitted horizon, on the ln of the variance. */
  readonly scale: Trees;
  /** At the shortest fitted horizon, in units of the expected σ. */
  readonly location: Trees;
  /** Per fitted horizon. */
  readonly shapes: readonly Shapes[];
}

/**
 * Gradient-boosted trees on what the autoregression `har-x` leaves over: some say how far the variance will differ from
 * the one it expects (range variances tell it five times as well as returns), others where the median will lie, and the
 * errors of the past year in units of both give the shape around this hour of the day.
 */
export const boostedTrees: Model<BoostedTrees> = {
  name: 'boosted-trees',
  version: '1',
  role: 'core',
  minBars: YEAR_BARS / 2,
  maxBars: MOST_BARS,
  estimate,
  forecast,
};

function estimate(history: History, rng: Rng): BoostedTrees | NotEnough {
  const har = harX.estimate(history, rng);
  if (isNotEnough(har)) return har;
  const rows = rowsOf(history, har);
  const thin = tooThin(rows.bars, 'decisions with a known outcome');
  if (thin) return thin;
  const columns = columnsAt(featuresOf(history, har.factors), rows.bars);
  const binned = binFeatures(columns, BINS);
  const trees = {
    scale: fitScale(binned, rows, rng.fork('scale')),
    location: fitLocation(binned, rows, rng.fork('location')),
  };
  return { har, ...trees, shapes: pastShapes(history, rows, columns, trees) };
}

/** What is known about the direction is over after the shortest fitted horizon: later the price has moved by as much. */
function forecast(
  known: History,
  { har, scale, location, shapes }: BoostedTrees,
  horizonsBars: readonly number[],
): QuantileForecast[] | NotEnough {
  const history = earlier(known, known.cutoff, FIRST_BAR + 1);
  const now = history.length - 1;
  const features = rowAt(featuresOf(history, har.factors), now);
  const expectations = new Expectations(history, har);
  const widths = predict(scale, features);
  const move = predict(location, features)[0] * expectations.over(SHORTEST_BARS).sigma(now);
  const hour = hourOfWeek(history, now) % DAY_BARS;
  return perHorizon(horizonsBars, (horizonBars) => {
    const expected = expectations.over(horizonBars).sigma(now);
    if (Number.isNaN(expected)) return { notEnough: `needs bars in the ${FIRST_BAR} before the cutoff` };
    const shape = Float64Array.from(LEVELS, (_, level) => interpolated(horizonBars, (i) => shapes[i][hour][level]));
    const width = Math.exp(interpolated(horizonBars, (i) => widths[i]) / 2);
    return moved(shape, move * Math.min(1, horizonBars / SHORTEST_BARS), expected * width);
  });
}
