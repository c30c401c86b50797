import type { History } from '../../market/history.ts';
import { CalmedVariances } from '../calmed-variances.ts';
import { coefficientsFor, type Har, type Regressors, varianceOf } from '../har-regression.ts';
import { harXRegressors } from '../har-x.ts';
import { factorsAhead, hourOfWeek } from '../hour-of-week.ts';

/** What the autoregression `har-x` expects over one horizon. */
export interface Expected {
  /** σ of the log-return, as known at the close of a bar. */
  sigma(bar: number): number;
  /** ln of the variance that followed a bar against the expected one, up to a constant; NaN where it is not known. */
  surprise(bar: number): number;
}

/** For any horizon. */
export class Expectations {
  readonly #history: History;
  readonly #har: Har;
  readonly #calmed: CalmedVariances;
  readonly #regressors: Regressors;
  readonly #row: Float64Array;
  /** The bar that the row is of: every horizon asks for the same bar in turn. */
  #bar = -1;

  constructor(history: History, har: Har) {
    this.#history = history;
    this.#har = har;
    this.#calmed = new CalmedVariances(history, har.factors);
    this.#regressors = harXRegressors(history, this.#calmed);
    this.#row = new Float64Array(this.#regressors.count);
  }

  over(horizonBars: number): Expected {
    const coefficients = coefficientsFor(this.#har, horizonBars);
    const ahead = factorsAhead(this.#har.factors, horizonBars);
    const varianceAt = (bar: number) => varianceOf(coefficients, this.#rowOf(bar), 0);
    return {
      sigma: (bar) => Math.sqrt(varianceAt(bar) * ahead[hourOfWeek(this.#history, bar)]),
      surprise: (bar) => {
        const end = bar + 1 + horizonBars;
        if (end > this.#history.length) return Number.NaN;
        return this.#calmed.logMean(bar + 1, end) - Math.log(varianceAt(bar));
      },
    };
  }

  #rowOf(bar: number): Float64Array {
    if (bar !== this.#bar) this.#regressors.write(bar, this.#row, 0);
    this.#bar = bar;
    return this.#row;
  }
}
