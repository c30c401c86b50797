import { AlmanacError } from '../errors.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';
import { COMPONENT_WEIGHTS, DIMENSIONS, LOOKBACK_BARS, PATH_OFFSETS_HOURS, SPACE_ID } from './space.ts';
import { barTerms, WindowMeasures } from './window.ts';

/** Embeddings of the bars [fromBar, toBar), one row a bar; a bar that has none is a row of NaN. */
export interface EmbeddedBars {
  readonly spaceId: string;
  readonly fromBar: number;
  readonly toBar: number;
  /** Close of each row's bar; shape (rows). */
  readonly closeTimes: Float64Array;
  /** Row-major, shape (rows × DIMENSIONS). Every component is a single-precision number. */
  readonly vectors: Float64Array;
}

/** Volatility per hour around which its logarithm is centred: 0.7 %, an ordinary hour of BTC. */
const USUAL_SIGMA = 0.007;
/** Usual spread of the logarithm of realised volatility. */
const LOG_SIGMA_SPREAD = 0.5;
/** Standardised moves are bent so that none counts for more than this many sigmas. */
const SIGMA_CAP = 4;
/** Positions among VOLATILITY_SPANS_HOURS. */
const DAY = 2;
const WEEK = 4;

/**
 * Describes the week before each bar's close by shape, volatility, trend, regime, activity and time of the week:
 * see BLOCKS. Scale-free in price and volume. A pure function of the LOOKBACK_BARS bars that end with the bar: nothing
 * is standardised over other windows, so a row never changes when the history grows or starts elsewhere. A missing bar
 * among them leaves the row NaN. Components are rounded to single precision, so that a store of 4-byte floats loses
 * nothing.
 *
 * Throws `data.wrong-bar-length` for other than hourly bars.
 *
 * @example const embedded = embedRange(history, 0, history.length);
 */
export function embedRange(history: History, fromBar: number, toBar: number): EmbeddedBars {
  const rows = Math.max(0, toBar - fromBar);
  const bars = Int32Array.from({ length: rows }, (_, row) => fromBar + row);
  const vectors = embedBars(history, bars);
  const closeTimes = Float64Array.from(bars, (bar) => history.firstOpenTime + (bar + 1) * history.barMs);
  return { spaceId: SPACE_ID, fromBar, toBar: fromBar + rows, closeTimes, vectors };
}

/**
 * The embeddings of some bars, ascending: row-major, shape (bars × DIMENSIONS). For a model that looks at the same hour
 * of many days: what each bar says by itself is computed once. See `embedRange`.
 */
export function embedBars(history: History, bars: Int32Array): Float64Array {
  checkHourly(history);
  const vectors = new Float64Array(bars.length * DIMENSIONS).fill(Number.NaN);
  if (bars.length === 0) return vectors;
  const firstTerm = Math.max(0, bars[0] - LOOKBACK_BARS + 1);
  const terms = barTerms(history, firstTerm, bars[bars.length - 1] + 1);
  const measures = new WindowMeasures();
  for (let row = 0; row < bars.length; row++) {
    const bar = bars[row];
    if (terms.run[bar - firstTerm] < LOOKBACK_BARS) continue;
    measures.measure(history, terms, bar - firstTerm);
    writeEmbedding(history, measures, bar, vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS));
  }
  return vectors;
}

function checkHourly({ barMs }: History): void {
  if (barMs === HOUR_MS) return;
  throw new AlmanacError(
    'data.wrong-bar-length',
    `Windows are embedded on hourly bars; these have ${barMs} ms. Aggregate them to hours first.`,
    { barMs },
  );
}

/** The embedding of one bar, shape (DIMENSIONS); null where a bar of its lookback is missing. See `embedRange`. */
export function embedBar(history: History, bar: number): Float64Array | null {
  const { vectors } = embedRange(history, bar, bar + 1);
  return Number.isNaN(vectors[0]) ? null : vectors;
}

/** A bar that has an embedding, as stores keep it. */
export interface EmbeddedBar {
  readonly closeTime: EpochMs;
  /** Shape (DIMENSIONS). */
  readonly embedding: Float64Array;
}

/** The rows that have an embedding, copied, ascending by close. */
export function embeddedRows({ closeTimes, vectors }: EmbeddedBars): EmbeddedBar[] {
  return Array.from(closeTimes, (closeTime, row) => ({
    closeTime,
    embedding: vectors.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS),
  })).filter(({ embedding }) => !Number.isNaN(embedding[0]));
}

function writeEmbedding(history: History, measures: WindowMeasures, bar: number, out: Float64Array): void {
  const { sigma } = measures;
  let at = 0;
  for (const offset of PATH_OFFSETS_HOURS) out[at++] = standardisedMove(history, bar, offset, sigma[WEEK]);
  for (const span of sigma) out[at++] = Math.log(span / USUAL_SIGMA) / LOG_SIGMA_SPREAD;
  at = writeTrend(history, measures, bar, out, at);
  at = writeRegime(history, measures, bar, out, at);
  at = writeActivity(measures, out, at);
  writeCalendar(history.firstOpenTime + (bar + 1) * history.barMs, out, at);
  for (let i = 0; i < DIMENSIONS; i++) out[i] = Math.fround(out[i] * COMPONENT_WEIGHTS[i]);
}

/** ln of the close against the open `hours` earlier, in units of σ√hours, bent smoothly within ± SIGMA_CAP. */
function standardisedMove(history: History, bar: number, hours: number, sigma: number): number {
  const move = Math.log(history.close[bar] / history.open[bar - hours + 1]);
  return bend(move / (sigma * Math.sqrt(hours)));
}

function bend(z: number): number {
  return z / Math.sqrt(1 + (z / SIGMA_CAP) ** 2);
}

/** Signed efficiency of a day and a week (net move over travelled path), distance below the high and above the low. */
function writeTrend(history: History, measures: WindowMeasures, bar: number, out: Float64Array, at: number): number {
  const close = history.close[bar];
  const reach = measures.sigma[WEEK] * Math.sqrt(LOOKBACK_BARS);
  out[at] = 2 * efficiency(Math.log(close / history.open[bar - 23]), measures.dayTravel);
  out[at + 1] = 4 * efficiency(Math.log(close / history.open[bar - 167]), measures.weekTravel);
  out[at + 2] = 2 * bend(Math.log(measures.highestClose / close) / reach);
  out[at + 3] = 2 * bend(Math.log(close / measures.lowestClose) / reach);
  return at + 4;
}

function efficiency(net: number, travel: number): number {
  return travel > 0 ? net / travel : 0;
}

/** Soft memberships in trend up, trend down, turbulent and fallen, from this window alone: 0 … 1, doubled. */
function writeRegime(history: History, measures: WindowMeasures, bar: number, out: Float64Array, at: number): number {
  const { sigma, highestClose } = measures;
  const threeDays = standardisedMove(history, bar, 72, sigma[WEEK]);
  const fall = Math.log(highestClose / history.close[bar]) / (sigma[WEEK] * Math.sqrt(LOOKBACK_BARS));
  out[at] = 2 * logistic(3 * (threeDays - 1));
  out[at + 1] = 2 * logistic(3 * (-threeDays - 1));
  out[at + 2] = 2 * logistic(5 * (Math.log(sigma[DAY] / sigma[WEEK]) - 0.3));
  out[at + 3] = 2 * logistic(4 * (fall - 1));
  return at + 4;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Volume of the day against the week, weight of falling bars, how much one day stood out. */
function writeActivity(measures: WindowMeasures, out: Float64Array, at: number): number {
  out[at] = 2 * Math.log(Math.max(0.05, measures.volumeRatio));
  out[at + 1] = 6 * (measures.downsideShare - 0.5);
  out[at + 2] = 2 * Math.log(measures.burst);
  return at + 3;
}

/** Hour of the day and day of the week of the close, UTC, each as a point on a circle. */
function writeCalendar(closeTime: EpochMs, out: Float64Array, at: number): void {
  const day = (2 * Math.PI * (closeTime % DAY_MS)) / DAY_MS;
  const week = (2 * Math.PI * (closeTime % (7 * DAY_MS))) / (7 * DAY_MS);
  out[at] = Math.sin(day);
  out[at + 1] = Math.cos(day);
  out[at + 2] = Math.sin(week);
  out[at + 3] = Math.cos(week);
}
