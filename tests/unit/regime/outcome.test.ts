import { describe, expect, it } from 'vitest';
import type { Fall } from '../../../domain/regime/fall.ts';
import { CLAIM_BARS, nextDays, realisedRegime, thresholdsOf } from '../../../domain/regime/outcome.ts';

const thresholds = { crashDrop: 0.1, trendMove: 0.02, highVolatility: 0.04 };
const fall: Fall = { phase: 'recovery', peak: 100, low: 80, lowTime: 0 };

describe('what the next day turned out to be', () => {
  it.each([
    ['crash', { move: -0.1, drop: 0.1, volatility: 0.1 }, null],
    ['high-volatility', { move: -0.05, drop: 0.06, volatility: 0.1 }, null],
    ['crash', { move: -0.05, drop: 0.06, volatility: 0.1 }, fall],
    ['recovery', { move: 0.03, drop: 0.01, volatility: 0.1 }, fall],
    ['high-volatility', { move: 0.03, drop: 0.01, volatility: 0.1 }, null],
    ['trend-up', { move: 0.02, drop: 0.01, volatility: 0.03 }, null],
    ['trend-down', { move: -0.02, drop: 0.03, volatility: 0.03 }, null],
    ['range', { move: 0.019, drop: 0.01, volatility: 0.03 }, fall],
    [null, { move: Number.NaN, drop: Number.NaN, volatility: Number.NaN }, null],
  ] as const)('is %s for %j after %j', (regime, day, before) => {
    expect(realisedRegime(day, before, thresholds)).toBe(regime);
  });

  it('is measured on the closes of the 24 bars that follow', () => {
    const close = Float64Array.from({ length: CLAIM_BARS + 2 }, () => 100);
    close[5] = 110;
    close[6] = 104;
    close[7] = 99;
    close[CLAIM_BARS] = 104;
    const days = nextDays(close);
    expect(days).toHaveLength(2);
    expect(days[0].move).toBeCloseTo(Math.log(1.04), 12);
    expect(days[0].drop).toBeCloseTo(Math.log(110 / 99), 12);
    const steps = [110 / 100, 104 / 110, 99 / 104, 100 / 99, 1.04].map(Math.log);
    expect(days[0].volatility).toBeCloseTo(Math.hypot(...steps), 12);
  });

  it('is unknown where a bar is missing at either end, and steps over one in between', () => {
    const close = Float64Array.from({ length: CLAIM_BARS + 3 }, () => 100);
    close[1] = Number.NaN;
    close[CLAIM_BARS + 2] = Number.NaN;
    const days = nextDays(close);
    expect(days.map(({ move }) => Number.isNaN(move))).toEqual([false, true, true]);
  });
});

describe('what history calls large', () => {
  it('scales with the market, within sane bounds for a crash', () => {
    const day = (size: number) => ({ move: size, drop: size, volatility: size });
    const days = Array.from({ length: 1_001 }, (_, i) => day(i / 10_000));
    expect(
      thresholdsOf(
        days,
        Float64Array.from(days, ({ drop }) => drop),
      ),
    ).toEqual({
      crashDrop: expect.closeTo(0.0995, 9),
      trendMove: expect.closeTo(0.05, 9),
      highVolatility: expect.closeTo(0.08, 9),
    });
    expect(thresholdsOf([], new Float64Array(0))).toEqual({ crashDrop: 0.05, trendMove: 1e-4, highVolatility: 1e-4 });
    expect(thresholdsOf(days, Float64Array.of(0.9)).crashDrop).toBe(0.25);
  });
});
