import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cdfAt, densityAt, quantileAt } from '../../../domain/numeric/distribution.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { logScore } from '../../../domain/scoring/log-score.ts';
import { NORMAL_QUANTILES, normalCdf } from '../ensemble/synthetic.ts';
import { ascendingQuantiles, risingQuantiles } from './arbitraries.ts';

const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const value = fc.double({ min: -0.5, max: 0.5, noNaN: true });

it('gives back every level at its quantile, and follows the normal CDF between them', () => {
  LEVELS.forEach((level, i) => {
    expect(cdfAt(NORMAL_QUANTILES, NORMAL_QUANTILES[i])).toBeCloseTo(level, 12);
    expect(quantileAt(NORMAL_QUANTILES, level)).toBeCloseTo(NORMAL_QUANTILES[i], 12);
  });
  for (const x of [-2.2, -1.111, 0.005, 0.7, 2.4])
    expect(Math.abs(cdfAt(NORMAL_QUANTILES, x) - normalCdf(x))).toBeLessThan(0.001);
});

it('has exponential tails: as far again as from 1 % to 0.5 % halves the mass again', () => {
  const [q005, q01] = [NORMAL_QUANTILES[0], NORMAL_QUANTILES[1]];
  expect(cdfAt(NORMAL_QUANTILES, q005 - (q01 - q005))).toBeCloseTo(0.0025, 12);
  expect(quantileAt(NORMAL_QUANTILES, 0.9975)).toBeCloseTo(-(q005 - (q01 - q005)), 9);
});

it('is a distribution function: within [0, 1] and non-decreasing, ties and all', () => {
  fc.assert(
    fc.property(ascendingQuantiles, value, value, (quantiles, a, b) => {
      const [low, high] = [cdfAt(quantiles, Math.min(a, b)), cdfAt(quantiles, Math.max(a, b))];
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(high);
    }),
  );
});

it('inverts: F(Q(p)) = p where quantiles rise, and Q never decreases anywhere', () => {
  fc.assert(
    fc.property(risingQuantiles, probability, (quantiles, p) => {
      expect(cdfAt(quantiles, quantileAt(quantiles, p))).toBeCloseTo(p, 6);
    }),
  );
  fc.assert(
    fc.property(ascendingQuantiles, probability, probability, (quantiles, a, b) => {
      expect(quantileAt(quantiles, Math.min(a, b))).toBeLessThanOrEqual(quantileAt(quantiles, Math.max(a, b)));
    }),
  );
});

it('counts the whole jump where levels share a value', () => {
  const constant = new Float64Array(103);
  expect(cdfAt(constant, -1e-9)).toBe(0);
  expect(cdfAt(constant, 0)).toBe(1);
});

it('has a density whose integral is the CDF, and a log score to match', () => {
  const step = 0.001;
  let mass = 0;
  for (let x = -12; x < 12; x += step) mass += densityAt(NORMAL_QUANTILES, x + step / 2) * step;
  expect(mass).toBeCloseTo(1, 3);
  expect(logScore(NORMAL_QUANTILES, 0.4)).toBeCloseTo(0.4 ** 2 / 2 + 0.5 * Math.log(2 * Math.PI), 1);
  expect(densityAt(new Float64Array(103), 0)).toBe(0);
  expect(
    densityAt(
      Float64Array.from(NORMAL_QUANTILES, (z) => Math.max(z, -1)),
      -1,
    ),
  ).toBeGreaterThan(1);
});
