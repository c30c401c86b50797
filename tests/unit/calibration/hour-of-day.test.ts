import { expect, it } from 'vitest';
import { hourSpreads, missingHourShare, stretched } from '../../../domain/calibration/hour-of-day.ts';
import { Rng } from '../../../domain/numeric/random.ts';

it('finds the hours after which prices move more, counted from where the return starts', () => {
  const returns = Float64Array.from({ length: 24 * 200 }, (_, i) => {
    const startHour = (i + 5 + 1 - 4 + 24) % 24;
    return (startHour >= 12 && startHour < 18 ? 0.02 : 0.01) * (i % 2 ? 1 : -1);
  });
  const spreads = hourSpreads(returns, 6, 4);
  expect(spreads).toHaveLength(24);
  expect(spreads[14]).toBeCloseTo(2 / 1.25, 9);
  expect(spreads[2]).toBeCloseTo(1 / 1.25, 9);
  expect(spreads[12]).toBeCloseTo((1 + 2 + 2 * 6) / 9 / 1.25, 9);
});

it('steps over missing bars, and is flat where there is nothing to measure', () => {
  const returns = Float64Array.from({ length: 2_400 }, (_, i) => (i % 3 ? 0.01 : Number.NaN));
  expect(hourSpreads(returns, 0, 4).every((spread) => Math.abs(spread - 1) < 1e-9)).toBe(true);
  expect(hourSpreads(new Float64Array(0), 0, 4)).toEqual(Array(24).fill(1));
  expect(hourSpreads(new Float64Array(240), 0, 4)).toEqual(Array(24).fill(1));
});

it.each([0, 0.5, 1])('reads from the widths that a share of %d of the pattern is missing', (missing) => {
  const rng = Rng.seeded('widths');
  let volatility = 0.01;
  const rows = Array.from({ length: 360 }, () => {
    volatility *= Math.exp(0.05 * rng.normal());
    const spread = Math.exp(0.15 * rng.normal());
    return { spread, width: volatility * spread ** (1 - missing) };
  });
  expect(missingHourShare(rows)).toBeCloseTo(missing, 0.9);
});

it('stays within 0 and 1, and is 0 without a pattern or a record', () => {
  expect(missingHourShare([])).toBe(0);
  expect(
    missingHourShare([
      { spread: 1, width: 2 },
      { spread: 1, width: 3 },
    ]),
  ).toBe(0);
  expect(
    missingHourShare([
      { spread: 1, width: 1 },
      { spread: 2, width: 9 },
    ]),
  ).toBe(0);
  expect(
    missingHourShare([
      { spread: 1, width: 9 },
      { spread: 2, width: 1 },
    ]),
  ).toBe(1);
});

it('stretches around the median', () => {
  const quantiles = Float64Array.from({ length: 103 }, (_, i) => i - 41);
  const wide = stretched(quantiles, 2);
  expect([wide[51], wide[50], wide[102]]).toEqual([10, 8, 112]);
  expect(stretched(quantiles, 1)).toEqual(quantiles);
});
