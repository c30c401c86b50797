import { expect, it } from 'vitest';
import { runScenario } from '../../../lab/simulator/run.ts';

/** Seeds that once failed, each with its cause. */
const SEEDS: readonly (readonly [number, string])[] = [
  [
    69,
    'a refused cancel was repeated at once, tens of thousands of times in a quarter of an hour: the order had been filled',
  ],
];

it.each(SEEDS)('seed %i fails no more: %s', (seed) => {
  expect(runScenario({ seed, plans: 4, without: [] }).violations).toEqual([]);
});
