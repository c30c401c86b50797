import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlier } from '../../../domain/market/history.ts';
import { factorsAhead, hourFactors, hourOfWeek } from '../../../domain/models/hour-of-week.ts';
import { NormalEquations, solvePositive } from '../../../domain/models/linear-regression.ts';
import { isNotEnough } from '../../../domain/models/model.ts';
import { minimise } from '../../../domain/models/nelder-mead.ts';
import { errorsOf, originsAround } from '../../../domain/models/origins.ts';
import { rangeVariances } from '../../../domain/models/range-variance.ts';
import { estimateMember, forecastMember } from '../../../domain/models/run.ts';
import { fitSpread, SigmaAhead } from '../../../domain/models/spread.ts';
import { walkForward } from '../../../domain/models/walk-forward.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { outcome } from '../../../domain/scoring/outcome.ts';
import { BARS, closeOf, known } from './markets.ts';

const LAST = BARS - 1;
const history = known(LAST);

describe('hours of the week', () => {
  it('are as lively as they were made', () => {
    const factors = hourFactors(history, rangeVariances(history));
    expect(factors.reduce((sum, factor) => sum + factor, 0) / 168).toBeCloseTo(1, 12);
    const night = factors[hourOfWeek(history, 24 * 200 + 3)];
    const afternoon = factors[hourOfWeek(history, 24 * 200 + 15)];
    expect(Math.sqrt(afternoon / night)).toBeCloseTo(1.3 / 0.65, 0);
  });

  it('ahead of a bar are those that follow it', () => {
    const factors = Array.from({ length: 168 }, (_, cell) => cell + 1);
    const ahead = factorsAhead(factors, 4);
    expect(ahead[0]).toBe(2 + 3 + 4 + 5);
    expect(ahead[166]).toBe(168 + 1 + 2 + 3);
  });
});

describe('past moments that stand for the present', () => {
  it('lie within two hours of its hour of the day, are resolved, and count more the nearer they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 3000 }), fc.integer({ min: 1, max: 60 }), (length, horizonBars) => {
        const cut = earlier(history, closeOf(length - 1));
        const origins = originsAround(cut, 10);
        const seen: number[] = [];
        errorsOf(origins, horizonBars, (origin) => seen.push(origins.bars[origin]));
        expect(seen.every((bar) => bar >= 10 && bar + horizonBars <= length - 1)).toBe(true);
        origins.bars.forEach((bar, i) => {
          const apart = (length - 1 - bar) % 24;
          expect(origins.counts[i]).toBe(3 - Math.min(apart, 24 - apart));
        });
        expect(new Set(origins.bars).size).toBe(origins.bars.length);
      }),
      { numRuns: 50 },
    );
  });

  it('give each error as often as it counts and leave out what is not finite', () => {
    const origins = originsAround(earlier(history, closeOf(99)), 50);
    const errors = errorsOf(origins, 4, (origin) =>
      origins.bars[origin] % 2 === 0 ? Number.NaN : origins.bars[origin],
    );
    // bars around 51 and 75; 99 − 4 leaves all of them resolved
    expect(Array.from(errors).sort((a, b) => a - b)).toEqual([51, 51, 51, 53, 73, 75, 75, 75, 77]);
  });
});

describe('the yardstick of the errors', () => {
  it('knows at each bar how wild the market was made', () => {
    const spread = fitSpread(history);
    const sigma = new SigmaAhead(history, spread).over(24);
    const [calm, wild] = [sigma(720 * 20 + 700), sigma(720 * 21 + 700)];
    const made = Math.sqrt(12 * 1.3 ** 2 + 12 * 0.65 ** 2);
    expect(calm / (0.004 * made)).toBeGreaterThan(0.8);
    expect(calm / (0.004 * made)).toBeLessThan(1.1);
    expect(wild / calm).toBeCloseTo(3, 0);
  });
});

describe('members that follow volatility', () => {
  const decisions = Array.from({ length: 60 }, (_, i) => closeOf(13_000 + 61 * i));
  const loss = (name: string) =>
    walkForward(name, history, { decisions, horizonsBars: [12], seed: '7' }).reduce(
      (sum, { decision, quantiles }) => sum + (quantiles ? crps(quantiles, outcome(history, decision, 12)) : 0),
      0,
    );
  const reference = loss('climatology');

  it.each(['har', 'ewma', 'ets', 'arima', 'theta', 'analogues'])(
    '%s beats climatology where volatility clusters',
    (name) => {
      expect(1 - loss(name) / reference).toBeGreaterThan(0.02);
    },
  );

  it.each([3, 6, 18, 72])('har answers between and beyond the horizons it was fitted for: %i bars', (horizonBars) => {
    const parameters = estimateMember('har', history, '7');
    const answer = forecastMember('har', history, parameters, [horizonBars], '7');
    if (isNotEnough(answer)) throw new Error(answer.notEnough);
    const [{ quantiles }] = answer;
    const wide = (quantiles[92] - quantiles[10]) / Math.sqrt(horizonBars);
    expect(wide).toBeGreaterThan(0.004);
    expect(wide).toBeLessThan(0.06);
  });
});

describe('least squares', () => {
  it('finds the coefficients that rows were made with, and ridge pulls all but the constant to nothing', () => {
    const rng = Rng.seeded('rows');
    const sums = new NormalEquations(3);
    for (let i = 0; i < 500; i++) {
      const row = Float64Array.of(1, rng.normal(), rng.normal());
      sums.add(row, 2 - 3 * row[1] + 0.5 * row[2]);
    }
    sums.solve(0).forEach((coefficient, i) => expect(coefficient).toBeCloseTo([2, -3, 0.5][i], 10));
    const [constant, first, second] = sums.solve(1e9);
    expect(constant).toBeCloseTo(2, 0);
    expect(Math.abs(first) + Math.abs(second)).toBeLessThan(1e-6);
  });

  it('solves positive definite systems', () => {
    const solved = solvePositive(Float64Array.of(4, 2, 2, 3), [10, 8], 2);
    expect(solved[0]).toBeCloseTo(1.75, 12);
    expect(solved[1]).toBeCloseTo(1.5, 12);
  });
});

describe('the simplex search', () => {
  it('finds the bottom of a curved valley', () => {
    const valley = ([x, y]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const { at } = minimise(valley, [-1.2, 1], [0.5, 0.5], { tolerance: 1e-14, mostCalls: 2000 });
    expect(at[0]).toBeCloseTo(1, 4);
    expect(at[1]).toBeCloseTo(1, 4);
  });

  it('walks around places where there is no value, and stops when told', () => {
    const cliff = ([x]: readonly number[]) => (x < 2 ? Number.NaN : x);
    expect(minimise(cliff, [5], [1]).at[0]).toBeCloseTo(2, 3);
    let calls = 0;
    minimise(([x]) => (calls++, x), [0], [1], { mostCalls: 50 });
    expect(calls).toBeLessThan(60);
  });
});
