import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitRecalibration, recalibrate } from '../../../domain/calibration/recalibration.ts';
import { cdfAt } from '../../../domain/numeric/distribution.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { isCovered } from '../../../domain/scoring/coverage.ts';
import { NORMAL_QUANTILES } from '../ensemble/synthetic.ts';
import { ascendingQuantiles } from '../scoring/arbitraries.ts';

const pitsOf = (quantiles: readonly number[], outcomes: readonly number[]) =>
  outcomes.map((y) => ({ pit: cdfAt(quantiles, y), weight: 1 }));
const normals = (seed: string, count: number) => {
  const rng = Rng.seeded(seed);
  return Array.from({ length: count }, () => rng.normal());
};
const coverage80 = (quantiles: ArrayLike<number>, outcomes: readonly number[]) =>
  outcomes.filter((y) => isCovered(quantiles, '80', y)).length / outcomes.length;

it('changes nothing without a record', () => {
  const quantiles = recalibrate(NORMAL_QUANTILES, fitRecalibration([]));
  quantiles.forEach((q, i) => expect(q).toBeCloseTo(NORMAL_QUANTILES[i], 9));
});

it.each([
  ['too narrow', (z: number) => 0.7 * z],
  ['too wide', (z: number) => 1.5 * z],
  ['off centre', (z: number) => z + 0.4],
  ['skewed the wrong way', (z: number) => (z < 0 ? 0.6 * z : 1.4 * z)],
])('brings back to nominal a forecast that is %s', (_, misstate) => {
  const misstated = NORMAL_QUANTILES.map(misstate);
  const recalibration = fitRecalibration(pitsOf(misstated, normals('past', 2_000)));
  const future = normals('future', 4_000);
  expect(Math.abs(coverage80(misstated, future) - 0.8)).toBeGreaterThan(0.04);
  const corrected = recalibrate(misstated, recalibration);
  expect(Math.abs(coverage80(corrected, future) - 0.8)).toBeLessThan(0.025);
  for (const level of [0.05, 0.1, 0.5, 0.9, 0.95]) {
    const below = future.filter((y) => y <= corrected[LEVELS.indexOf(level)]).length / future.length;
    expect(Math.abs(below - level)).toBeLessThan(0.025);
  }
});

const SEEDS = Array.from({ length: 40 }, (_, i) => i);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('moves less on a thin record than on a thick one', () => {
  const narrow = NORMAL_QUANTILES.map((z) => 0.6 * z);
  const widthAfter = (count: number, seed: number) => {
    const quantiles = recalibrate(narrow, fitRecalibration(pitsOf(narrow, normals(`width ${seed}`, count))));
    return quantiles[LEVELS.indexOf(0.9)] - quantiles[LEVELS.indexOf(0.1)];
  };
  const widths = [0, 8, 40, 800].map((count) => mean(SEEDS.map((seed) => widthAfter(count, seed))));
  expect(widths).toEqual(widths.toSorted((a, b) => a - b));
  expect(widths[1]).toBeLessThan((widths[0] + widths[3]) / 2);
});

it('leaves a right forecast nearly alone: chance moves it by less than half of what chance put into the record', () => {
  const levelsMoved = (seed: number) => {
    const pits = pitsOf(NORMAL_QUANTILES, normals(`right ${seed}`, 300));
    const { levels } = fitRecalibration(pits);
    const ascending = pits.map(({ pit }) => pit).sort((a, b) => a - b);
    const middle = LEVELS.indexOf(0.5);
    return { moved: Math.abs(levels[middle] - 0.5), observed: Math.abs((ascending[149] + ascending[150]) / 2 - 0.5) };
  };
  const moves = SEEDS.map(levelsMoved);
  expect(mean(moves.map(({ moved }) => moved))).toBeLessThan(0.5 * mean(moves.map(({ observed }) => observed)));
});

it('follows drift: what weighs little no longer counts', () => {
  const old = pitsOf(
    NORMAL_QUANTILES,
    normals('calm', 500).map((z) => 0.3 * z),
  );
  const recent = pitsOf(
    NORMAL_QUANTILES,
    normals('wild', 500).map((z) => 2 * z),
  );
  const width = (oldWeight: number) => {
    const pits = [...old.map(({ pit }) => ({ pit, weight: oldWeight })), ...recent];
    const quantiles = recalibrate(NORMAL_QUANTILES, fitRecalibration(pits));
    return quantiles[LEVELS.indexOf(0.9)] - quantiles[LEVELS.indexOf(0.1)];
  };
  expect(width(0.01)).toBeGreaterThan(1.3 * width(1));
});

it('never crosses, stays finite and takes any order of the record, whatever the record and the forecast', () => {
  const pits = fc.array(
    fc.record({
      pit: fc.double({ min: 0, max: 1, noNaN: true }),
      weight: fc.double({ min: 0.001, max: 2, noNaN: true }),
    }),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(pits, ascendingQuantiles, (record, quantiles) => {
      const recalibrated = recalibrate(quantiles, fitRecalibration(record));
      expect(recalibrated).toHaveLength(103);
      expect(recalibrated.every(Number.isFinite)).toBe(true);
      expect(recalibrated).toEqual(recalibrated.toSorted());
    }),
  );
});
