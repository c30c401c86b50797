/** What an indicator is: one kernel that reads one bar at a time. Batch and incremental results come from it alone. */

/** Columns of equal length; `Candles` and `History` both fit. A missing bar is NaN in any of the five. */
export interface Bars {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** The running state of one indicator. */
export interface Kernel {
  /**
   * Takes the bars [from, to) of `bars` in time order, none of them missing, and writes every output of bar i at
   * `out[k][i]`; NaN where it is not defined yet. Reads bar i and its own state, no other bar: one bar at a time and
   * all at once give the same bits. The loop is the kernel's, because V8 makes one loop per kernel fast, not one for all.
   */
  run(bars: Bars, from: number, to: number, out: readonly Float64Array[]): void;
}

export interface Parameter {
  readonly default: number;
  readonly min: number;
  readonly whole: boolean;
}

/** One more indicator is one file that exports one of these, and one line in the registry. */
export interface Indicator<Names extends string = string> {
  /** TA-Lib's name where TA-Lib has it. */
  readonly name: string;
  /** In TA-Lib's order. */
  readonly parameters: Readonly<Record<Names, Parameter>>;
  readonly outputs: readonly string[];
  start(values: Readonly<Record<Names, number>>): Kernel;
}

/** A number of bars. */
export function bars(defaultBars: number, min = 1): Parameter {
  return { default: defaultBars, min, whole: true };
}

/** A positive factor. */
export function factor(defaultFactor: number): Parameter {
  return { default: defaultFactor, min: Number.MIN_VALUE, whole: false };
}
