/**
 * Heterogeneous autoregression of log range variance (Corsi 2009, A Simple Approximate Long-Memory Model of Realized
 * Volatility) freed of the hour of the week, with filtered historical simulation: the forecast σ times the quantiles of
 * past returns in units of their own σ, those issued around this hour of the day. What it looks at is an argument.
 */
import { FIVE_MINUTES_MS, HOUR_MS } from '../market/candles.ts';
import { earlier, type History } from '../market/history.ts';
import { gridQuantiles } from '../numeric/quantiles.ts';
import { sortedFast } from '../numeric/sort.ts';
import { FEWEST_SAMPLE, moved, perHorizon, tooThin } from './answer.ts';
import { CalmedVariances, USUAL_LOG } from './calmed-variances.ts';
import { between } from './fitted-horizons.ts';
import { barOfWeek, barsOfHour, factorsAhead, type HourFactors, hourFactors } from './hour-of-week.ts';
import { NormalEquations } from './linear-regression.ts';
import { type Model, MOST_BARS, type NotEnough, type QuantileForecast, type Role } from './model.ts';
import { errorsOf, type Origins, originsAround } from './origins.ts';
import { rangeVariances } from './range-variance.ts';
import { logCloses, YEAR_BARS } from './returns.ts';

/** Horizons whose coefficients are estimated; between them ln(horizon) interpolates. */
const FITTED_HORIZONS = [1, 2, 4, 8, 12, 24, 48];
/** Every fifth bar is a row: hours next to each other repeat each other, and in steps of five every hour of the week is met. */
const ROW_STEP = 5;
const RIDGE = 1e-3;
/** Regressors are complete from this bar on. */
export const FIRST_BAR = 720;

export interface Har {
  readonly factors: HourFactors;
  /** Per fitted horizon, one per regressor. */
  readonly coefficients: readonly (readonly number[])[];
}

/** What the regression knows at a bar's close, written into `rows` from `at` on: 1 for the constant, then logarithms. */
export interface Regressors {
  readonly count: number;
  write(bar: number, rows: Float64Array, at: number): void;
}

/** The part in which the autoregressions differ. */
export interface HarRecipe {
  readonly name: string;
  readonly version: string;
  readonly role: Role;
  regressors(history: History, calmed: CalmedVariances): Regressors;
  /** Quantiles of past errors in units of σ, as they are to be believed. Shape (103) both. */
  believed(errors: Float64Array): Float64Array;
}

/** Coefficients come from up to `MOST_BARS` bars, errors from the last year. */
export function harModel(recipe: HarRecipe): Model<Har> {
  return {
    name: recipe.name,
    version: recipe.version,
    role: recipe.role,
    barsMs: [FIVE_MINUTES_MS, HOUR_MS],
    minBars: YEAR_BARS / 2,
    maxBars: MOST_BARS,
    estimate: (history) => estimate(recipe, history),
    forecast: (history, parameters, horizonsBars) => forecast(recipe, history, parameters, horizonsBars),
  };
}

function estimate(recipe: HarRecipe, history: History): Har | NotEnough {
  const factors = hourFactors(history, rangeVariances(history));
  const calmed = new CalmedVariances(history, factors);
  const regressors = recipe.regressors(history, calmed);
  const equations = FITTED_HORIZONS.map(() => new NormalEquations(regressors.count));
  const row = new Float64Array(regressors.count);
  for (let bar = FIRST_BAR; bar < history.length; bar += ROW_STEP) {
    regressors.write(bar, row, 0);
    if (!row.every(Number.isFinite)) continue;
    for (let i = 0; i < FITTED_HORIZONS.length; i++) {
      const end = bar + 1 + FITTED_HORIZONS[i];
      const target = end <= history.length ? calmed.logMean(bar + 1, end) : Number.NaN;
      if (Number.isFinite(target)) equations[i].add(row, target);
    }
  }
  const fewest = Math.min(...equations.map(({ rows }) => rows));
  if (fewest < FEWEST_SAMPLE)
    return { notEnough: `needs ${FEWEST_SAMPLE} bars with their month before, ${fewest} have it` };
  return { factors, coefficients: equations.map((sums) => sums.solve(RIDGE)) };
}

function forecast(
  recipe: HarRecipe,
  known: History,
  parameters: Har,
  horizonsBars: readonly number[],
): QuantileForecast[] | NotEnough {
  const history = earlier(known, known.cutoff, FIRST_BAR + YEAR_BARS);
  const origins = originsAround(history, FIRST_BAR);
  const calmed = new CalmedVariances(history, parameters.factors);
  const regressors = recipe.regressors(history, calmed);
  const { rows, nowRow } = regressorRows(regressors, origins);
  const logs = logCloses(history);
  return perHorizon(horizonsBars, (horizonBars) => {
    const ahead = factorsAhead(parameters.factors, horizonBars, barsOfHour(history));
    const coefficients = coefficientsFor(parameters, horizonBars);
    const sigma = (bar: number, row: Float64Array, at: number) =>
      Math.sqrt(varianceOf(coefficients, row, at) * ahead[barOfWeek(history, bar)]);
    const errors = errorsOf(origins, horizonBars, (origin) => {
      const bar = origins.bars[origin];
      return (logs[bar + horizonBars] - logs[bar]) / sigma(bar, rows, origin * regressors.count);
    });
    const thin = tooThin(errors, `past ${horizonBars}-bar returns around this hour`);
    return thin ?? moved(recipe.believed(gridQuantiles(sortedFast(errors))), 0, sigma(origins.now, nowRow, 0));
  });
}

/** Row-major, shape (origins × count), and that of the present. */
function regressorRows(regressors: Regressors, { bars, now }: Origins) {
  const rows = new Float64Array(bars.length * regressors.count);
  const nowRow = new Float64Array(regressors.count);
  for (let origin = 0; origin < bars.length; origin++) regressors.write(bars[origin], rows, origin * regressors.count);
  regressors.write(now, nowRow, 0);
  return { rows, nowRow };
}

/** Variance of one bar as the regression expects it from the regressors at `at`. */
export function varianceOf(coefficients: readonly number[], rows: Float64Array, at: number): number {
  let log = USUAL_LOG;
  for (let i = 0; i < coefficients.length; i++) log += coefficients[i] * rows[at + i];
  return Math.exp(log);
}

/** One per regressor, interpolated in ln(horizon). */
export function coefficientsFor({ coefficients }: Har, horizonBars: number): readonly number[] {
  const { below, above, share } = between(FITTED_HORIZONS, horizonBars);
  return coefficients[above].map((upper, i) => coefficients[below][i] * (1 - share) + upper * share);
}
