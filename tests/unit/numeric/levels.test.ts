import { expect, it } from 'vitest';
import { CRPS_LEVEL_INDEXES, LEVELS, levelIndex } from '../../../domain/numeric/levels.ts';

it('has the 103 levels of the design, ascending, 99 of them for CRPS', () => {
  expect(LEVELS).toHaveLength(103);
  expect([...LEVELS].sort((a, b) => a - b)).toEqual(LEVELS);
  expect([LEVELS[0], LEVELS[1], LEVELS[102]]).toEqual([0.005, 0.01, 0.995]);
  expect(CRPS_LEVEL_INDEXES.map((i) => LEVELS[i])).toEqual(Array.from({ length: 99 }, (_, i) => (i + 1) / 100));
});

it('finds every interval end and refuses a level that is not on the grid', () => {
  for (const level of [0.005, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.995])
    expect(LEVELS[levelIndex(level)]).toBe(level);
  expect(() => levelIndex(0.333)).toThrow(/0.333/);
});
