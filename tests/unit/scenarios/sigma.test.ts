import { describe, expect, it } from 'vitest';
import { LEVELS, levelIndex } from '../../../domain/numeric/levels.ts';
import { sigma24Of, sigmaOf } from '../../../domain/scenarios/sigma.ts';

/** Quantiles of a uniform distribution of half-width `half`. */
const uniform = (half: number) => LEVELS.map((p) => half * (2 * p - 1));

describe('sigmaOf', () => {
  it('is the σ of the normal with the same middle 80 %, wherever the centre lies', () => {
    const quantiles = LEVELS.map(() => 0);
    quantiles[levelIndex(0.1)] = 0.01 - 0.0128155;
    quantiles[levelIndex(0.9)] = 0.01 + 0.0128155;
    expect(sigmaOf(quantiles)).toBeCloseTo(0.01, 6);
  });
});

describe('sigma24Of', () => {
  it('takes the 24-hour forecast wherever it stands among the others', () => {
    const forecasts = [24, 4, 12].map((horizonHours) => ({ horizonHours, quantiles: uniform(horizonHours) }));
    expect(sigma24Of(forecasts)).toBe(sigmaOf(uniform(24)));
  });

  it('grows the nearest horizon by the square root of time where there is none', () => {
    const forecasts = [4, 6].map((horizonHours) => ({ horizonHours, quantiles: uniform(horizonHours) }));
    expect(sigma24Of(forecasts)).toBeCloseTo(2 * sigmaOf(uniform(6)), 12);
  });
});
