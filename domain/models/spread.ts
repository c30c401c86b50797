/** How wide the next bars are likely to be, as known at every bar: the yardstick in which past errors are kept. */
import type { History } from '../market/history.ts';
import { exponentialMeans } from './exponential-mean.ts';
import { barOfWeek, barsOfHour, factorsAhead, type HourFactors, hourFactors, hourOfWeek } from './hour-of-week.ts';
import { rangeVariances } from './range-variance.ts';
import { calmedVariances } from './calmed-variances.ts';
import { WEEK_BARS } from './returns.ts';

/** Bars that only warm the averages up. */
export const WARM_UP_BARS = 2 * WEEK_BARS;
/** Half-lives in bars that are tried. */
const HALF_LIVES = [12, 18, 24, 36, 48, 72, 120];
/** The half-life is to suit a day ahead: chosen by the next hour it overreacts, most of all after a crash. */
const AHEAD_BARS = 24;

export interface Spread {
  readonly factors: HourFactors;
  readonly halfLifeBars: number;
}

/** Hour-of-week factors, and the half-life that told the variance of the next day best (likelihood of a normal variable). */
export function fitSpread(history: History): Spread {
  const factors = hourFactors(history, rangeVariances(history));
  const calmed = calmedVariances(history, factors);
  const losses = HALF_LIVES.map((halfLifeBars) => quasiLikelihoodLoss(calmed, exponentialMeans(calmed, halfLifeBars)));
  return { factors, halfLifeBars: HALF_LIVES[losses.indexOf(Math.min(...losses))] };
}

/** σ of log-returns over the bars ahead, as known at any bar of a history. */
export class SigmaAhead {
  readonly #history: History;
  readonly #factors: HourFactors;
  readonly #variances: Float64Array;

  constructor(history: History, { factors, halfLifeBars }: Spread) {
    this.#history = history;
    this.#factors = factors;
    this.#variances = exponentialMeans(calmedVariances(history, factors), halfLifeBars);
  }

  /** σ of each bar as known at the close before it; of the first as known at its own. Shape (length). */
  ofEachBar(): Float64Array {
    const sigmas = new Float64Array(this.#variances.length);
    for (let bar = 0; bar < sigmas.length; bar++) {
      const factor = this.#factors[hourOfWeek(this.#history, bar)];
      sigmas[bar] = Math.sqrt(factor * this.#variances[Math.max(0, bar - 1)]);
    }
    return sigmas;
  }

  /** A function of the bar at whose close it is known. */
  over(horizonBars: number): (bar: number) => number {
    const ahead = factorsAhead(this.#factors, horizonBars, barsOfHour(this.#history));
    return (bar) => Math.sqrt(this.#variances[bar] * ahead[barOfWeek(this.#history, bar)]);
  }
}

/** Sum over all bars, and the day that follows each, of x/v + ln v for the variance v known and each x (Patton 2011, QLIKE). */
function quasiLikelihoodLoss(values: Float64Array, known: Float64Array): number {
  let sum = 0;
  let count = 0;
  let loss = 0;
  const enter = (value: number, sign: 1 | -1) => {
    if (Number.isNaN(value)) return;
    sum += sign * value;
    count += sign;
  };
  for (let i = values.length - 1; i > WARM_UP_BARS; i--) {
    enter(values[i], 1);
    if (i + AHEAD_BARS < values.length) enter(values[i + AHEAD_BARS], -1);
    loss += sum / known[i - 1] + count * Math.log(known[i - 1]);
  }
  return loss;
}
