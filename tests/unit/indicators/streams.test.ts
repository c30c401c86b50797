import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RollingMoments } from '../../../domain/indicators/streams/moments.ts';
import { NewestMaximum } from '../../../domain/indicators/streams/newest-maximum.ts';
import { PivotDetector } from '../../../domain/indicators/streams/pivot-detector.ts';
import { RollingMax } from '../../../domain/indicators/streams/rolling-max.ts';
import { RollingSum } from '../../../domain/indicators/streams/rolling-sum.ts';

const numbers = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });
const period = fc.integer({ min: 1, max: 9 });

/** The last `count` numbers up to and with i; null before there are so many. */
function windowAt(values: readonly number[], i: number, count: number): number[] | null {
  return i + 1 < count ? null : values.slice(i + 1 - count, i + 1);
}

describe('streams over a window', () => {
  it('the rolling maximum is the maximum of the window', () => {
    fc.assert(
      fc.property(numbers, period, (values, n) => {
        const max = new RollingMax(n);
        values.forEach((x, i) => {
          const window = windowAt(values, i, n);
          expect(max.next(x)).toBe(window === null ? Number.NaN : Math.max(...window));
        });
      }),
    );
  });

  it('the newest maximum is the last of the largest', () => {
    fc.assert(
      fc.property(numbers, period, (values, n) => {
        const newest = new NewestMaximum(n);
        values.forEach((x, i) => {
          const window = windowAt(values, i, n);
          const age = newest.next(x);
          expect(age).toBe(window === null ? Number.NaN : n - 1 - window.lastIndexOf(Math.max(...window)));
        });
      }),
    );
  });

  it('the rolling sum is exact on whole numbers and forgets rounding after one window', () => {
    fc.assert(
      fc.property(numbers, period, (values, n) => {
        const sum = new RollingSum(n);
        values.forEach((x, i) => {
          const window = windowAt(values, i, n);
          expect(sum.next(x)).toBe(window === null ? Number.NaN : window.reduce((a, b) => a + b, 0));
        });
      }),
    );
    const sum = new RollingSum(3);
    const told = [1e17, 1, 1, 1, 1, 1, 1].map((x) => sum.next(x));
    expect(told.at(-1)).toBe(3);
  });

  it('the moments are those of the window', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 9 }), (values, n) => {
        const moments = new RollingMoments(n);
        values.forEach((x, i) => {
          moments.next(1e6 + x);
          const window = windowAt(values, i, n);
          if (window === null) return expect(moments.deviation).toBeNaN();
          const mean = window.reduce((a, b) => a + b, 0) / n;
          const deviation = Math.sqrt(window.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
          expect(moments.mean).toBeCloseTo(1e6 + mean, 6);
          expect(moments.deviation).toBeCloseTo(deviation, 5);
        });
      }),
    );
  });

  it('a price that stands still has no deviation at all, at any height', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (price) => {
        const moments = new RollingMoments(20);
        for (let i = 0; i < 50; i++) moments.next(price);
        expect(moments.deviation).toBe(0);
      }),
    );
  });

  it('a pivot tops what is left of it and is not topped by what is right of it, and is told once', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (values, left, right) => {
        const detector = new PivotDetector(left, right);
        values.forEach((x, i) => {
          const told = detector.next(x);
          const at = i - right;
          const before = values.slice(Math.max(0, at - left), Math.max(0, at));
          const isPivot =
            before.length === left &&
            before.every((y) => y < values[at]) &&
            values.slice(at + 1, i + 1).every((y) => y <= values[at]);
          expect(told).toBe(isPivot ? values[at] : Number.NaN);
        });
      }),
    );
  });
});
