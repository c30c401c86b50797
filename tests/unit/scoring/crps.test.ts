import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CRPS_LEVEL_INDEXES, LEVELS } from '../../../domain/numeric/levels.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { pinball } from '../../../domain/scoring/pinball.ts';
import { NORMAL_QUANTILES, normalCdf } from '../ensemble/synthetic.ts';
import { ascendingQuantiles } from './arbitraries.ts';

/** Gneiting & Raftery 2007, eq. 5. */
function normalCrps(y: number): number {
  const density = Math.exp((-y * y) / 2) / Math.sqrt(2 * Math.PI);
  return y * (2 * normalCdf(y) - 1) + 2 * density - 1 / Math.sqrt(Math.PI);
}

it.each([-2, -1, 0, 0.3, 1.7])(
  'of a standard normal at %d is the closed form, but for dividing by 99 and not 100',
  (y) => {
    expect((0.99 * crps(NORMAL_QUANTILES, y)) / normalCrps(y)).toBeCloseTo(1, 2.7);
  },
);

it('is the absolute error for a forecast that is one point', () => {
  expect(crps(new Float64Array(103).fill(0.01), -0.02)).toBeCloseTo(0.03, 12);
});

it('averages pinball over the 99 levels of METHODS §1 and leaves the other four out', () => {
  const quantiles = Float64Array.from(NORMAL_QUANTILES);
  const before = crps(quantiles, 0.4);
  quantiles[LEVELS.indexOf(0.005)] -= 5;
  quantiles[LEVELS.indexOf(0.025)] += 0.001;
  expect(crps(quantiles, 0.4)).toBe(before);
  const mean = CRPS_LEVEL_INDEXES.reduce((sum, i) => sum + pinball(LEVELS[i], quantiles[i], 0.4), 0) / 99;
  expect(before).toBeCloseTo(2 * mean, 14);
});

it('is never negative, grows no faster than the outcome moves, and scales with the unit', () => {
  const outcome = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(ascendingQuantiles, outcome, outcome, (quantiles, y, z) => {
      expect(crps(quantiles, y)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(crps(quantiles, y) - crps(quantiles, z))).toBeLessThanOrEqual(Math.abs(y - z) + 1e-12);
      expect(
        crps(
          quantiles.map((q) => 3 * q),
          3 * y,
        ),
      ).toBeCloseTo(3 * crps(quantiles, y), 10);
    }),
  );
});

it('is proper: the true distribution beats every shifted or rescaled one on average', () => {
  const rng = Rng.seeded('propriety');
  const outcomes = Array.from({ length: 20_000 }, () => rng.normal());
  const meanCrps = (quantiles: number[]) => outcomes.reduce((sum, y) => sum + crps(quantiles, y), 0) / outcomes.length;
  const honest = meanCrps([...NORMAL_QUANTILES]);
  for (const [shift, scale] of [
    [0.2, 1],
    [-0.2, 1],
    [0, 0.8],
    [0, 1.25],
  ]) {
    expect(meanCrps(NORMAL_QUANTILES.map((z) => shift + scale * z))).toBeGreaterThan(honest + 0.003);
  }
});

it('pinball is the closed form on both sides and its mean is least at the true quantile', () => {
  expect(pinball(0.9, 1, 3)).toBeCloseTo(1.8, 12);
  expect(pinball(0.9, 1, 0)).toBeCloseTo(0.1, 12);
  const outcomes = Array.from({ length: 1_001 }, (_, i) => i / 1_000);
  const mean = (q: number) => outcomes.reduce((sum, y) => sum + pinball(0.3, q, y), 0);
  for (const other of [0.2, 0.28, 0.32, 0.4]) expect(mean(0.3)).toBeLessThan(mean(other));
});
