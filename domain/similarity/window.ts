import type { History } from '../market/history.ts';
import { LOOKBACK_BARS, VOLATILITY_SPANS_HOURS } from './space.ts';

/**
 * Volatility below one thousandth of a percent an hour is called that much, so that logarithms and ratios of a market
 * that stands still are finite.
 */
const SIGMA_FLOOR = 1e-5;
const DAY_BARS = 24;
const FOUR_LN_2 = 4 * Math.LN2;

/** What each bar says by itself. Columns have the length asked; NaN where the bar is missing. */
export interface BarTerms {
  /** Index in the history of row 0. */
  readonly fromBar: number;
  /** Parkinson's variance of the bar: (ln high/low)² / (4 ln 2). */
  readonly variance: Float64Array;
  /** ln close/open. */
  readonly move: Float64Array;
  /** Present bars without interruption up to and including this one, counted from `fromBar`. */
  readonly run: Int32Array;
}

/** Terms of the bars [fromBar, toBar). Parkinson (1980), The Extreme Value Method for Estimating the Variance. */
export function barTerms(history: History, fromBar: number, toBar: number): BarTerms {
  const count = toBar - fromBar;
  const variance = new Float64Array(count);
  const move = new Float64Array(count);
  const run = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const bar = fromBar + row;
    const range = Math.log(history.high[bar] / history.low[bar]);
    variance[row] = (range * range) / FOUR_LN_2;
    move[row] = Math.log(history.close[bar] / history.open[bar]);
    run[row] = Number.isNaN(history.close[bar]) ? 0 : (row > 0 ? run[row - 1] : 0) + 1;
  }
  return { fromBar, variance, move, run };
}

/** Sums over one window of LOOKBACK_BARS; one object is reused for all windows of a range. */
export class WindowMeasures {
  /** Volatility per hour over each of VOLATILITY_SPANS_HOURS, floored. */
  readonly sigma = new Float64Array(VOLATILITY_SPANS_HOURS.length);
  /** Sum of |ln close/open| over the last day and the whole window. */
  dayTravel = 0;
  weekTravel = 0;
  /** Share of falling bars in the squared moves of the last two days; one half where nothing moved. */
  downsideShare = 0.5;
  /** Volume of the last day against the daily mean of the window; 1 where nothing was traded. */
  volumeRatio = 1;
  /** Variance of the wildest day against the daily mean of the window; 1 where nothing moved. */
  burst = 1;
  highestClose = 0;
  lowestClose = 0;

  /** Measures the window whose last bar is row `last` of the terms. Every sum runs backwards from that bar. */
  measure(history: History, terms: BarTerms, last: number): void {
    this.#volatility(terms, last);
    this.#moves(terms, last);
    this.#trading(history, terms.fromBar + last);
  }

  #volatility({ variance }: BarTerms, last: number): void {
    let sum = 0;
    let daySum = 0;
    let wildest = 0;
    let span = 0;
    for (let back = 1; back <= LOOKBACK_BARS; back++) {
      sum += variance[last - back + 1];
      if (back === VOLATILITY_SPANS_HOURS[span]) {
        this.sigma[span++] = Math.max(SIGMA_FLOOR, Math.sqrt(sum / back));
      }
      if (back % DAY_BARS === 0) {
        wildest = Math.max(wildest, sum - daySum);
        daySum = sum;
      }
    }
    this.burst = sum > 0 ? (wildest * LOOKBACK_BARS) / (DAY_BARS * sum) : 1;
  }

  #moves({ move }: BarTerms, last: number): void {
    let travel = 0;
    let squares = 0;
    let falls = 0;
    for (let back = 1; back <= LOOKBACK_BARS; back++) {
      const step = move[last - back + 1];
      travel += Math.abs(step);
      if (back <= 2 * DAY_BARS) {
        squares += step * step;
        if (step < 0) falls += step * step;
      }
      if (back === DAY_BARS) this.dayTravel = travel;
    }
    this.weekTravel = travel;
    this.downsideShare = squares > 0 ? falls / squares : 0.5;
  }

  #trading({ close, volume }: History, bar: number): void {
    let volumeSum = 0;
    let dayVolume = 0;
    let highest = close[bar];
    let lowest = close[bar];
    for (let back = 1; back <= LOOKBACK_BARS; back++) {
      const at = bar - back + 1;
      volumeSum += volume[at];
      if (close[at] > highest) highest = close[at];
      if (close[at] < lowest) lowest = close[at];
      if (back === DAY_BARS) dayVolume = volumeSum;
    }
    this.highestClose = highest;
    this.lowestClose = lowest;
    this.volumeRatio = volumeSum > 0 ? (dayVolume * LOOKBACK_BARS) / (DAY_BARS * volumeSum) : 1;
  }
}
