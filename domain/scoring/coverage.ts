import { INTERVALS, levelIndex } from '../numeric/levels.ts';

export type IntervalName = keyof typeof INTERVALS;

/** Indexes into LEVELS. */
const ENDS = { '50': endsOf('50'), '80': endsOf('80'), '95': endsOf('95') } as const;

/** Ends of a published central interval, in the unit of the quantiles. */
export function interval(quantiles: ArrayLike<number>, name: IntervalName): readonly [number, number] {
  const { low, high } = ENDS[name];
  return [quantiles[low], quantiles[high]];
}

function endsOf(name: IntervalName): { readonly low: number; readonly high: number } {
  const [low, high] = INTERVALS[name];
  return { low: levelIndex(low), high: levelIndex(high) };
}

/** Whether the outcome lies inside, ends inclusive (METHODS §1). */
export function isCovered(quantiles: ArrayLike<number>, name: IntervalName, outcome: number): boolean {
  const [low, high] = interval(quantiles, name);
  return outcome >= low && outcome <= high;
}
