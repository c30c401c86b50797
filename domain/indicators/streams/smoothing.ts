/** The two recursive averages of technical analysis, both started with a plain mean as TA-Lib starts them. */

/** Exponential average, weight 2/(period + 1) on the newest; NaN before `period` numbers. */
export class ExponentialAverage {
  readonly #period: number;
  readonly #weight: number;
  #count = 0;
  #value = 0;

  constructor(period: number) {
    this.#period = period;
    this.#weight = 2 / (period + 1);
  }

  next(x: number): number {
    if (this.#count === this.#period) {
      this.#value += (x - this.#value) * this.#weight;
      return this.#value;
    }
    this.#value += x;
    this.#count++;
    if (this.#count < this.#period) return Number.NaN;
    this.#value /= this.#period;
    return this.#value;
  }
}

/** Wilder's average (New Concepts in Technical Trading Systems, 1978), weight 1/period; NaN before `period` numbers. */
export class WilderAverage {
  readonly #period: number;
  readonly #weight: number;
  #count = 0;
  #value = 0;

  constructor(period: number) {
    this.#period = period;
    this.#weight = 1 / period;
  }

  next(x: number): number {
    const period = this.#period;
    if (this.#count === period) {
      this.#value += (x - this.#value) * this.#weight;
      return this.#value;
    }
    this.#value += x;
    this.#count++;
    if (this.#count < period) return Number.NaN;
    this.#value /= period;
    return this.#value;
  }
}

/** Wilder's running sum: `period − 1` numbers are added, then each step loses 1/period and gains the new number. */
export class WilderSum {
  readonly #period: number;
  readonly #weight: number;
  #count = 0;
  #value = 0;

  constructor(period: number) {
    this.#period = period;
    this.#weight = 1 / period;
  }

  next(x: number): number {
    if (this.#count < this.#period - 1) {
      this.#value += x;
      this.#count++;
      return Number.NaN;
    }
    this.#value += x - this.#value * this.#weight;
    return this.#value;
  }
}
