import { expect, it } from 'vitest';
import { directionSlope, leanedProbability } from '../../../domain/calibration/direction.ts';
import { Rng } from '../../../domain/numeric/random.ts';

/** Rows whose chance of up is the base rate plus `borneOut` times the lean. */
function rows(count: number, borneOut: number) {
  const rng = Rng.seeded(`direction ${count} ${borneOut}`);
  return Array.from({ length: count }, () => {
    const lean = 0.5 + 0.1 * (2 * rng.uniform() - 1);
    return { lean, baseRate: 0.5, up: rng.uniform() < 0.5 + borneOut * (lean - 0.5), weight: 1 };
  });
}

it('believes nothing without a record', () => {
  expect(directionSlope([])).toBe(0);
});

it('believes a lean that is borne out, half of one that is half right, none of one that is wrong', () => {
  expect(directionSlope(rows(20_000, 1))).toBeGreaterThan(0.75);
  expect(directionSlope(rows(20_000, 0.5))).toBeGreaterThan(0.25);
  expect(directionSlope(rows(20_000, 0.5))).toBeLessThan(0.75);
  expect(directionSlope(rows(20_000, -1))).toBe(0);
});

it('believes a thin record less than a thick one', () => {
  const right = { lean: 0.6, baseRate: 0.5, up: true, weight: 1 };
  const slopes = [1, 5, 20].map((n) => directionSlope(Array(n).fill(right)));
  expect(slopes).toEqual(slopes.toSorted((a, b) => a - b));
  expect(slopes[0]).toBeLessThan(0.25);
});

it('moves the base rate towards the lean by the slope', () => {
  expect(leanedProbability(0.6, 0.52, 0)).toBe(0.52);
  expect(leanedProbability(0.6, 0.52, 0.5)).toBeCloseTo(0.56, 12);
  expect(leanedProbability(0.6, 0.52, 1)).toBeCloseTo(0.6, 12);
});
