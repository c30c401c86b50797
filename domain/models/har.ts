import { earlier, type History } from '../market/history.ts';
import { gridQuantiles } from '../numeric/quantiles.ts';
import { sortedFast } from '../numeric/sort.ts';
import { FEWEST_SAMPLE, moved, perHorizon, tooThin } from './answer.ts';
import { CalmedVariances, FEATURES, FIRST_BAR, varianceOf } from './har-features.ts';
import { factorsAhead, type HourFactors, hourFactors, hourOfWeek } from './hour-of-week.ts';
import { NormalEquations } from './linear-regression.ts';
import type { Model, NotEnough, QuantileForecast } from './model.ts';
import { errorsOf, type Origins, originsAround } from './origins.ts';
import { rangeVariances } from './range-variance.ts';
import { logCloses, WEEK_BARS, YEAR_BARS } from './returns.ts';

/** Horizons whose coefficients are estimated; between them ln(horizon) interpolates. */
const FITTED_HORIZONS = [1, 2, 4, 8, 12, 24, 48];
/** Every fifth bar is a row: hours next to each other repeat each other, and in steps of five every hour of the week is met. */
const ROW_STEP = 5;
const RIDGE = 1e-3;

interface Har {
  readonly factors: HourFactors;
  /** Per fitted horizon: constant, then one per span. */
  readonly coefficients: readonly (readonly number[])[];
}

/**
 * Heterogeneous autoregression of log range variance (Corsi 2009, A Simple Approximate Long-Memory Model of Realized
 * Volatility) freed of the hour of the week, with filtered historical simulation: the forecast σ times the quantiles of
 * past returns in units of their own σ, those issued around this hour of the day.
 */
export const har: Model<Har> = {
  name: 'har',
  version: '1',
  minBars: YEAR_BARS / 2,
  maxBars: 2 * YEAR_BARS - WEEK_BARS,
  estimate: estimateHar,
  forecast: forecastHar,
};

function estimateHar(history: History): Har | NotEnough {
  const factors = hourFactors(history, rangeVariances(history));
  const calmed = new CalmedVariances(history, factors);
  const equations = FITTED_HORIZONS.map(() => new NormalEquations(FEATURES));
  const row = new Float64Array(FEATURES);
  for (let bar = FIRST_BAR; bar < history.length; bar += ROW_STEP) {
    calmed.features(bar, row, 0);
    for (let i = 0; i < FITTED_HORIZONS.length; i++) {
      const end = bar + 1 + FITTED_HORIZONS[i];
      const target = end <= history.length ? calmed.logMean(bar + 1, end) : Number.NaN;
      if (Number.isFinite(target) && Number.isFinite(row[FEATURES - 1])) equations[i].add(row, target);
    }
  }
  const fewest = Math.min(...equations.map(({ rows }) => rows));
  if (fewest < FEWEST_SAMPLE)
    return { notEnough: `needs ${FEWEST_SAMPLE} bars with their month before, ${fewest} have it` };
  return { factors, coefficients: equations.map((sums) => sums.solve(RIDGE)) };
}

/** Coefficients come from two years, errors from the last one. */
function forecastHar(known: History, parameters: Har, horizonsBars: readonly number[]): QuantileForecast[] | NotEnough {
  const history = earlier(known, known.cutoff, FIRST_BAR + YEAR_BARS);
  const origins = originsAround(history, FIRST_BAR);
  const { rows, nowRow } = featureRows(new CalmedVariances(history, parameters.factors), origins);
  const logs = logCloses(history);
  return perHorizon(horizonsBars, (horizonBars) => {
    const ahead = factorsAhead(parameters.factors, horizonBars);
    const coefficients = coefficientsFor(parameters, horizonBars);
    const sigma = (bar: number, row: Float64Array, at: number) =>
      Math.sqrt(varianceOf(coefficients, row, at) * ahead[hourOfWeek(history, bar)]);
    const errors = errorsOf(origins, horizonBars, (origin) => {
      const bar = origins.bars[origin];
      return (logs[bar + horizonBars] - logs[bar]) / sigma(bar, rows, origin * FEATURES);
    });
    const thin = tooThin(errors, `past ${horizonBars}-bar returns around this hour`);
    return thin ?? moved(gridQuantiles(sortedFast(errors)), 0, sigma(origins.now, nowRow, 0));
  });
}

/** Row-major, shape (origins × FEATURES), and that of the present. */
function featureRows(calmed: CalmedVariances, { bars, now }: Origins) {
  const rows = new Float64Array(bars.length * FEATURES);
  const nowRow = new Float64Array(FEATURES);
  for (let origin = 0; origin < bars.length; origin++) calmed.features(bars[origin], rows, origin * FEATURES);
  calmed.features(now, nowRow, 0);
  return { rows, nowRow };
}

function coefficientsFor({ coefficients }: Har, horizonBars: number): readonly number[] {
  const above = FITTED_HORIZONS.findIndex((fitted) => fitted >= horizonBars);
  if (above === -1) return coefficients[FITTED_HORIZONS.length - 1];
  if (FITTED_HORIZONS[above] === horizonBars) return coefficients[above];
  const [from, to] = [FITTED_HORIZONS[above - 1], FITTED_HORIZONS[above]];
  const share = Math.log(horizonBars / from) / Math.log(to / from);
  return coefficients[above].map((upper, i) => coefficients[above - 1][i] * (1 - share) + upper * share);
}
