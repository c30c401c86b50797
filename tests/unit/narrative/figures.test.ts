import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatChance, formatChances } from '../../../domain/narrative/chance.ts';
import {
  formatAge,
  formatCount,
  formatPercent,
  formatPrice,
  formatSignedPercent,
  priceDecimals,
} from '../../../domain/narrative/figures.ts';
import { formatDayOfMonth, formatMoment, formatStamp } from '../../../domain/narrative/moments.ts';

describe('prices', () => {
  it.each([
    [27_104.5, '27,105'],
    [1_874.305, '1,874.31'],
    [142.35, '142.35'],
    [21.347, '21.347'],
    [0.45123, '0.45123'],
    [0.0000123456, '0.000012346'],
    [1_234_567, '1,234,567'],
  ])('%d is written %s', (price, text) => {
    expect(formatPrice(price, priceDecimals(price))).toBe(text);
  });

  it('are never in scientific notation and lose at most half of the fifth figure', () => {
    fc.assert(
      fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (power) => {
        const price = 10 ** power;
        const text = formatPrice(price, priceDecimals(price));
        expect(text).toMatch(/^\d{1,3}(,\d{3})*(\.\d+)?$/);
        expect(Math.abs(Number(text.replaceAll(',', '')) / price - 1)).toBeLessThan(5.1e-5);
      }),
    );
  });
});

describe('shares and changes', () => {
  it.each([
    [0.0123, '+1.2%'],
    [-0.0123, '−1.2%'],
    [0, '0.0%'],
    [-0.0001, '0.0%'],
    [0.0001, '0.0%'],
  ])('a change of %d is written %s', (change, text) => {
    expect(formatSignedPercent(change)).toBe(text);
  });

  it('a share has no sign', () => expect(formatPercent(0.486)).toBe('48.6%'));

  it.each([
    [0, '0%'],
    [0.0001, 'under 1%'],
    [0.005, '1%'],
    [0.345, '35%'],
    [0.9999, 'over 99%'],
    [1, '100%'],
  ])('a simulated chance of %d is written %s', (chance, text) => {
    expect(formatChance(chance)).toBe(text);
  });

  it('chances of exclusive events add up to 100 percent', () => {
    const shares = fc.array(fc.integer({ min: 200, max: 10_000 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(shares, (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const texts = formatChances(weights.map((weight) => weight / total));
        const whole = texts.map((text) => Number.parseInt(text, 10));
        fc.pre(whole.every((percent) => Number.isFinite(percent)));
        expect(whole.reduce((sum, percent) => sum + percent, 0)).toBe(100);
      }),
    );
    expect(formatChances([0.265, 0.23, 0.505])).toEqual(['27%', '23%', '50%']);
    expect(formatChances([0.001, 0.999])).toEqual(['under 1%', 'over 99%']);
  });

  it('counts have separators', () => expect(formatCount(1_460)).toBe('1,460'));
});

describe('times', () => {
  it.each([
    [0, '0 s'],
    [12_345, '12 s'],
    [60_000, '1 min'],
    [3 * 3_600_000 + 5, '3 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 d'],
  ])('an age of %d ms is written %s', (ageMs, text) => {
    expect(formatAge(ageMs)).toBe(text);
  });

  it('a moment is told in its zone, daylight saving included', () => {
    const [summer, winter] = [Date.UTC(2023, 5, 1, 12), Date.UTC(2023, 11, 31, 22)];
    expect(formatMoment(summer, 'Asia/Jerusalem')).toBe('Thu 1 Jun 2023 15:00 Asia/Jerusalem');
    expect(formatMoment(winter, 'Asia/Jerusalem')).toBe('Mon 1 Jan 2024 00:00 Asia/Jerusalem');
    expect(formatStamp(winter, 'UTC')).toBe('2023-12-31 22:00');
    expect(formatDayOfMonth(winter, 'Asia/Jerusalem')).toBe('1 Jan');
  });
});
