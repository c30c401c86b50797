/** Which of two barriers is touched first: one rule for simulated paths and for what really happened (METHODS §5). */

/** Columns of equal length, as logarithms of prices. */
export interface LogBars {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
}

export type Barrier = 'upper' | 'lower';

/** `both`: the bar touches the two; `nearer` is then the one nearer its open, the upper one if equally near. */
export interface Touch {
  readonly at: number;
  readonly nearer: Barrier;
  readonly both: boolean;
}

/**
 * The first bar of [from, to) whose high reaches `upper` or whose low reaches `lower`, and which of them; null when
 * none does. Prices on the log scale, on which nearness is measured too.
 */
export function firstTouch(bars: LogBars, from: number, to: number, upper: number, lower: number): Touch | null {
  for (let at = from; at < to; at++) {
    const up = bars.high[at] >= upper;
    const down = bars.low[at] <= lower;
    if (!up && !down) continue;
    if (up !== down) return { at, nearer: up ? 'upper' : 'lower', both: false };
    const open = bars.open[at];
    return { at, nearer: upper - open <= open - lower ? 'upper' : 'lower', both: true };
  }
  return null;
}
