import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interval, isCovered } from '../../../domain/scoring/coverage.ts';
import { skill } from '../../../domain/scoring/skill.ts';
import { winkler } from '../../../domain/scoring/winkler.ts';
import { NORMAL_QUANTILES } from '../ensemble/synthetic.ts';
import { ascendingQuantiles } from './arbitraries.ts';

it('takes the published ends, inclusive', () => {
  const [low, high] = interval(NORMAL_QUANTILES, '80');
  expect(high).toBeCloseTo(1.2815515655, 8);
  expect(low).toBeCloseTo(-1.2815515655, 8);
  expect(isCovered(NORMAL_QUANTILES, '80', high)).toBe(true);
  expect(isCovered(NORMAL_QUANTILES, '80', low)).toBe(true);
  expect(isCovered(NORMAL_QUANTILES, '80', high + 1e-9)).toBe(false);
  expect(isCovered(NORMAL_QUANTILES, '95', 1.9)).toBe(true);
  expect(isCovered(NORMAL_QUANTILES, '50', 0.7)).toBe(false);
});

it('nests: what a narrow interval covers, a wider one covers', () => {
  fc.assert(
    fc.property(ascendingQuantiles, fc.double({ min: -0.4, max: 0.4, noNaN: true }), (quantiles, y) => {
      if (isCovered(quantiles, '50', y)) expect(isCovered(quantiles, '80', y)).toBe(true);
      if (isCovered(quantiles, '80', y)) expect(isCovered(quantiles, '95', y)).toBe(true);
    }),
  );
});

it('charges width inside, and 2/α per unit missed outside (Winkler)', () => {
  const quantiles = new Float64Array(103).map((_, i) => (i - 51) / 100);
  const [low, high] = interval(quantiles, '80');
  expect(winkler(quantiles, '80', 0)).toBeCloseTo(high - low, 12);
  expect(winkler(quantiles, '80', high + 0.02)).toBeCloseTo(high - low + 10 * 0.02, 9);
  expect(winkler(quantiles, '95', interval(quantiles, '95')[0] - 0.01)).toBeCloseTo(
    interval(quantiles, '95')[1] - interval(quantiles, '95')[0] + 40 * 0.01,
    9,
  );
});

it('skill is the share of the reference loss saved, and undefined without a loss to save', () => {
  expect(skill(98, 100)).toBeCloseTo(0.02, 12);
  expect(skill(101, 100)).toBeCloseTo(-0.01, 12);
  expect(skill(0, 0)).toBeNaN();
});
