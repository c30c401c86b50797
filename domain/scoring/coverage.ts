import { INTERVALS, levelIndex } from '../numeric/levels.ts';

export type IntervalName = keyof typeof INTERVALS;

/** Ends of a published central interval, in the unit of the quantiles. */
export function interval(quantiles: ArrayLike<number>, name: IntervalName): readonly [number, number] {
  const [low, high] = INTERVALS[name];
  return [quantiles[levelIndex(low)], quantiles[levelIndex(high)]];
}

/** Whether the outcome lies inside, ends inclusive (METHODS §1). */
export function isCovered(quantiles: ArrayLike<number>, name: IntervalName, outcome: number): boolean {
  const [low, high] = interval(quantiles, name);
  return outcome >= low && outcome <= high;
}
