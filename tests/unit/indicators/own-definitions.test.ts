import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEIKIN_ASHI } from '../../../domain/indicators/heikin-ashi.ts';
import { KAMA } from '../../../domain/indicators/kama.ts';
import { PIVOTS } from '../../../domain/indicators/pivots.ts';
import { RSI } from '../../../domain/indicators/rsi.ts';
import { batch, latest } from '../../../domain/indicators/run.ts';
import { STOCH } from '../../../domain/indicators/stoch.ts';
import { VOLUME_PROFILE } from '../../../domain/indicators/volume-profile.ts';
import { VOLUME_ZSCORE } from '../../../domain/indicators/volume-zscore.ts';
import { VWAP } from '../../../domain/indicators/vwap.ts';
import { flatBars, mapBars, walk } from './market.ts';

describe('what TA-Lib does not have', () => {
  it('weighs the typical price by volume over a window that forgets', () => {
    const bars = { ...flatBars([10, 20, 30]), volume: Float64Array.of(5, 1, 3) };
    expect(batch(VWAP, bars, { period: 2 })[0]).toEqual(Float64Array.of(Number.NaN, 70 / 6, 110 / 4));
  });

  it('measures volume in standard deviations of its window', () => {
    const bars = { ...flatBars([1, 1, 1, 1]), volume: Float64Array.of(1, 2, 3, 6) };
    expect(latest(VOLUME_ZSCORE, bars, { period: 4 })[0]).toBeCloseTo(3 / Math.sqrt(3.5), 12);
  });

  it('averages candles the Heikin-Ashi way', () => {
    const bars = {
      open: Float64Array.of(10, 12),
      high: Float64Array.of(14, 13),
      low: Float64Array.of(8, 9),
      close: Float64Array.of(12, 10),
      volume: Float64Array.of(1, 1),
    };
    expect(batch(HEIKIN_ASHI, bars).map((column) => [...column])).toEqual([
      [11, 11],
      [14, 13],
      [8, 9],
      [11, 11],
    ]);
  });

  it('tells a pivot when its right bars have closed, not before', () => {
    const [highs, lows] = batch(PIVOTS, flatBars([1, 3, 2, 1, 4, 5]), { left: 1, right: 2 });
    expect([...highs]).toEqual([Number.NaN, Number.NaN, Number.NaN, 3, Number.NaN, Number.NaN]);
    expect([...lows]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 1]);
  });
});

describe('the volume profile', () => {
  it('finds the fullest price and the width that holds the asked share', () => {
    // 24 bins of 1 from 100 to 124; 60 of 100 units in [110, 111), the rest spread over everything
    const bars = {
      ...flatBars([110.5, 112]),
      low: Float64Array.of(110, 100),
      high: Float64Array.of(111, 124),
      volume: Float64Array.of(60, 48),
    };
    const [deviation, width] = latest(VOLUME_PROFILE, bars, { period: 2 });
    expect(deviation).toBeCloseTo(100 * (112 / 110.5 - 1), 10);
    // 62 in the fullest, 2 in each other: 70 % of 108 = 75.6 needs 7 more
    expect(width).toBeCloseTo((100 * 8) / 110.5, 10);
  });

  it('grows towards the fuller neighbour', () => {
    // 10 bins of 1 from 0 to 10: 60 units in [4, 5), 20 in [5, 6), 5 in each of the four bins below
    const rows = [
      [4, 5, 60],
      [5, 6, 20],
      [0, 4, 20],
      [9, 10, 0],
    ] as const;
    const column = (k: 0 | 1 | 2) => Float64Array.from(rows, (row) => row[k]);
    const bars = { open: column(1), high: column(1), low: column(0), close: column(1), volume: column(2) };
    const [, width] = latest(VOLUME_PROFILE, bars, { period: 4, bins: 10, areaPct: 90 });
    expect(width).toBeCloseTo((100 * 4) / 4.5, 10);
  });

  it('is the same at any price level and volume scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0.01, max: 1000, noNaN: true }), (seed, scale) => {
        const bars = walk(60, `profile ${seed}`);
        const [deviation, width] = latest(VOLUME_PROFILE, bars, { period: 60 });
        const scaled = latest(
          VOLUME_PROFILE,
          mapBars(bars, (column) => column.map((x) => x * scale)),
          { period: 60 },
        );
        expect(scaled[0]).toBeCloseTo(deviation, 6);
        expect(scaled[1]).toBeCloseTo(width, 6);
        expect(width).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('Kaufman', () => {
  it('follows at its fastest where the window stands still', () => {
    const [kama] = batch(KAMA, flatBars([10, 10, 10, 20, 20, 20, 20, 20]), { period: 3 });
    const [before, after] = kama.slice(-2);
    expect(20 - after).toBeCloseTo((20 - before) * (1 - (2 / 3) ** 2), 12);
  });
});

describe('where TA-Lib says 0 without evidence, ours is undefined', () => {
  const still = flatBars(new Array<number>(40).fill(5));
  it('says nothing about strength while nothing moves', () => {
    expect(latest(RSI, still)[0]).toBeNaN();
    expect(latest(STOCH, still)).toEqual([Number.NaN, Number.NaN]);
  });
  it('speaks again as soon as something has moved', () => {
    expect(latest(RSI, flatBars([...new Array<number>(40).fill(5), 6]))[0]).toBe(100);
  });
});
