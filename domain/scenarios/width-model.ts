/** How wide the next bar is likely to be, and the past bars freed of it: what filtered historical simulation needs. */
import { AlmanacError } from '../errors.ts';
import { HOUR_MS } from '../market/candles.ts';
import type { History } from '../market/history.ts';

/**
 * Half-lives in bars of the averages of squared ranges, and their shares: several memories as in HAR (Corsi 2009), of
 * the range because it tells more about a bar's σ than its return (Parkinson 1980). Chosen by QLIKE on BTC and ETH of
 * 2019–2020, hourly.
 */
const HALF_LIVES = [1, 6, 48, 480];
const MEMORY_SHARES: readonly number[] = [0.4, 0.2, 0.2, 0.2];
export const MEMORY_DECAYS: readonly number[] = HALF_LIVES.map((bars) => 0.5 ** (1 / bars));

/** The first bars only warm the averages up. */
const WARM_UP_BARS = 168;
const MIN_POOL_BARS = 500;
/** An hour's factor is pulled towards 1 as by this many bars of an average hour. */
const HOUR_PRIOR_BARS = 30;

export interface WidthModel {
  /** UTC hour of a bar from the cutoff on; negative: before it. */
  readonly hoursOfBar: (barsAhead: number) => number;
  /** Factor on σ by UTC hour, mean square 1; shape (24). */
  readonly hourFactors: Float64Array;
  /** Averages of squared ranges freed of the hour, at the cutoff; shape (4) as MEMORY_DECAYS. */
  readonly variances: Float64Array;
  readonly pool: Pool;
  /** Places in the pool by the UTC hour of the bar; shape (24). */
  readonly placesOfHour: readonly (readonly number[])[];
  /** Squared range that was expected of each bar but for its hour, NaN where nothing was; shape (bars of the history). */
  readonly expected: Float64Array;
}

/** Past bars in units of the width expected of them: from the close before to close, high and low. Equal lengths. */
interface Pool {
  readonly close: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  /** Of the range, mean 1: what a bar adds to the memories. */
  readonly square: Float64Array;
}

/**
 * Volatility with memories of four lengths times an hour-of-day factor, both from the history alone. Missing bars are
 * stepped over. Returns in the pool have mean zero: a path model must not carry the drift of its window.
 */
export function fitWidthModel(history: History): WidthModel {
  const moves = barMoves(history);
  const hours = (bar: number) => Math.floor((history.firstOpenTime + bar * history.barMs) / HOUR_MS) % 24;
  const hourFactors = hourOfDayFactors(moves, hours);
  const pool = { close: [] as number[], high: [] as number[], low: [] as number[], square: [] as number[] };
  const placesOfHour: number[][] = Array.from({ length: 24 }, () => []);
  const expected = new Float64Array(history.length).fill(Number.NaN);
  const variances = new Float64Array(MEMORY_DECAYS.length).fill(mean(moves.square));
  moves.at.forEach((bar, i) => {
    const factor = hourFactors[hours(bar)];
    const width = factor * Math.sqrt(blend(variances));
    if (i >= WARM_UP_BARS) {
      placesOfHour[hours(bar)].push(pool.close.length);
      expected[bar] = blend(variances);
      pool.close.push(width > 0 ? moves.close[i] / width : 0);
      pool.high.push(width > 0 ? moves.high[i] / width : 0);
      pool.low.push(width > 0 ? moves.low[i] / width : 0);
      pool.square.push(width > 0 ? moves.square[i] / width ** 2 : 0);
    }
    remember(variances, moves.square[i] / factor ** 2);
  });
  checkPool(pool.close.length, history);
  const hoursOfBar = (ahead: number) => hours(history.length + ahead);
  return { hoursOfBar, hourFactors, variances, pool: centred(pool, placesOfHour), placesOfHour, expected };
}

/** Takes a bar's squared range, freed of its hour, into the memories. */
export function remember(variances: Float64Array, square: number): void {
  for (let k = 0; k < variances.length; k++) variances[k] += (1 - MEMORY_DECAYS[k]) * (square - variances[k]);
}

/** Expected squared range of the next bar, but for its hour. */
export function blend(variances: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < variances.length; k++) sum += MEMORY_SHARES[k] * variances[k];
  return sum;
}

interface BarMoves {
  /** Positions in the history of the bars that have a bar before them. */
  readonly at: number[];
  readonly close: number[];
  readonly high: number[];
  readonly low: number[];
  /** Of the range from the close before, in units of a variance (Parkinson's 4 ln 2). */
  readonly square: number[];
}

function barMoves({ close, high, low, length }: History): BarMoves {
  const moves: BarMoves = { at: [], close: [], high: [], low: [], square: [] };
  for (let i = 1; i < length; i++) {
    const move = Math.log(close[i] / close[i - 1]);
    if (!Number.isFinite(move)) continue;
    const up = Math.log(high[i] / close[i - 1]);
    const down = Math.log(low[i] / close[i - 1]);
    moves.at.push(i);
    moves.close.push(move);
    moves.high.push(up);
    moves.low.push(down);
    moves.square.push((Math.max(up, 0) - Math.min(down, 0)) ** 2 / (4 * Math.LN2));
  }
  return moves;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function hourOfDayFactors(moves: BarMoves, hours: (bar: number) => number): Float64Array {
  const overall = mean(moves.square);
  const squares = new Float64Array(24).fill(HOUR_PRIOR_BARS * overall);
  const counts = new Float64Array(24).fill(HOUR_PRIOR_BARS);
  moves.at.forEach((bar, i) => {
    squares[hours(bar)] += moves.square[i];
    counts[hours(bar)]++;
  });
  return squares.map((square, hour) => (overall > 0 ? Math.sqrt(square / counts[hour] / overall) : 1));
}

/**
 * Shifts whole bars by the mean of their hour, so that each keeps its shape; squares get the mean 1, lest volatility grow
 * along the paths.
 */
function centred(pool: Record<keyof Pool, number[]>, placesOfHour: readonly (readonly number[])[]): Pool {
  const drifts = new Float64Array(pool.close.length);
  for (const places of placesOfHour) {
    const drift = mean(places.map((place) => pool.close[place]));
    for (const place of places) drifts[place] = drift;
  }
  const shifted = (column: number[]) => Float64Array.from(column, (move, place) => move - drifts[place]);
  const meanSquare = mean(pool.square);
  return {
    close: shifted(pool.close),
    high: shifted(pool.high),
    low: shifted(pool.low),
    square: Float64Array.from(pool.square, (value) => (meanSquare > 0 ? value / meanSquare : 0)),
  };
}

function checkPool(bars: number, history: History): void {
  if (bars >= MIN_POOL_BARS && Number.isFinite(history.close[history.length - 1])) return;
  throw new AlmanacError(
    'data.too-little-history',
    `Paths need ${MIN_POOL_BARS + WARM_UP_BARS} bars of ${history.symbol} with one before them and a close at the cutoff; there are ${bars} to resample. Load a longer history.`,
    { symbol: history.symbol, bars, needed: MIN_POOL_BARS },
  );
}
