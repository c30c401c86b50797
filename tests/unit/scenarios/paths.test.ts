import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History } from '../../../domain/market/history.ts';
import { cdfAt } from '../../../domain/numeric/distribution.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { type Paths, samplePaths } from '../../../domain/scenarios/paths.ts';
import { forecastOf, forecastsOf, marketOf, pathsOf } from './market.ts';

const closesAt = ({ close, count, bars }: Paths, bar: number) =>
  Array.from({ length: count }, (_, path) => close[path * bars + bar - 1]);

describe('samplePaths', () => {
  it('gives the published CDF at every level of every horizon, whatever its shape', () => {
    const shape = fc.record({
      sigma: fc.double({ min: 0.002, max: 0.05, noNaN: true }),
      centre: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
      skew: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(shape, shape, shape, fc.integer(), (four, twelve, day, seed) => {
        const published = [
          forecastOf({ horizonHours: 4, ...four }),
          forecastOf({ horizonHours: 12, ...twelve }),
          forecastOf({ horizonHours: 24, ...day }),
        ];
        const paths = pathsOf(String(seed), 400, published);
        for (const { horizonHours, quantiles } of published) {
          const closes = closesAt(paths, horizonHours);
          for (const [i, level] of LEVELS.entries()) {
            const share = closes.filter((close) => close <= quantiles[i]).length / paths.count;
            expect(Math.abs(share - level)).toBeLessThanOrEqual(1 / paths.count);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('agrees within 1/10,000 with 10,000 paths, tails included', () => {
    const published = forecastsOf({ skew: 0.2 });
    const paths = pathsOf('full', 10_000, published);
    for (const { horizonHours, quantiles } of published) {
      const closes = Float64Array.from(closesAt(paths, horizonHours)).sort();
      for (let rank = 0; rank < closes.length; rank += 7) {
        expect(Math.abs(cdfAt(quantiles, closes[rank]) - (rank + 1) / closes.length)).toBeLessThanOrEqual(1e-4);
      }
    }
  });

  it('keeps highs above and lows below what they span, and opens where the bar before closed', () => {
    const { open, high, low, close, count, bars } = pathsOf('bars', 2_000, forecastsOf({ centre: 0.01, skew: -0.4 }));
    const wrong = Array.from({ length: count * bars }, (_, at) => at).filter(
      (at) =>
        high[at] < Math.max(open[at], close[at]) ||
        low[at] > Math.min(open[at], close[at]) ||
        open[at] !== (at % bars === 0 ? 0 : close[at - 1]),
    );
    expect(wrong).toEqual([]);
  });

  it('gives equal paths for equal generators and others for others', () => {
    expect(pathsOf('same').close).toEqual(pathsOf('same').close);
    const history = marketOf('same');
    const other = samplePaths({ history, published: forecastsOf(), rng: Rng.seeded('other'), count: 500 });
    expect(other.high).not.toEqual(pathsOf('same').high);
  });

  it('ties the horizons together: a path that is high at 12 h tends to be high at 24 h', () => {
    const paths = pathsOf('ranks', 2_000);
    const [half, day] = [closesAt(paths, 12), closesAt(paths, 24)];
    const product = half.reduce((sum, value, i) => sum + value * day[i], 0);
    const norm = Math.sqrt(half.reduce((s, v) => s + v * v, 0) * day.reduce((s, v) => s + v * v, 0));
    expect(product / norm).toBeGreaterThan(0.55);
    expect(product / norm).toBeLessThan(0.85);
  });

  it('touches a price far oftener by highs than by closes', () => {
    const { high, close, count, bars } = pathsOf('touch', 4_000);
    const sigma4 = 0.012;
    const share = (column: Float64Array) =>
      Array.from({ length: count }, (_, p) => column.subarray(p * bars, p * bars + 4)).filter((path) =>
        path.some((value) => value >= sigma4),
      ).length / count;
    expect(share(high)).toBeGreaterThan(1.3 * share(close));
  });

  it('scales the way between horizons, not only their ends', () => {
    const sumOfHighs = (hourly: number) => {
      const published = [4, 12, 24].map((horizonHours) =>
        forecastOf({ horizonHours, sigma: hourly * Math.sqrt(horizonHours) }),
      );
      return pathsOf('wide', 1_000, published).high.reduce((sum, value) => sum + value, 0);
    };
    expect(sumOfHighs(0.01) / sumOfHighs(0.005)).toBeCloseTo(2, 6);
  });

  it('steps over missing bars', () => {
    const history = marketOf('gap');
    for (const column of [history.open, history.high, history.low, history.close, history.volume]) {
      column.fill(Number.NaN, 1_000, 1_050);
    }
    const { close } = samplePaths({ history, published: forecastsOf(), rng: Rng.seeded('gap'), count: 100 });
    expect(close.every(Number.isFinite)).toBe(true);
  });

  it('survives a market that never moves', () => {
    const history = constantMarket(marketOf('constant'));
    const { high, low } = samplePaths({ history, published: forecastsOf(), rng: Rng.seeded('c'), count: 100 });
    expect(high.every(Number.isFinite) && low.every(Number.isFinite)).toBe(true);
  });

  it('refuses a history too short to resample, and a release without a horizon within reach', () => {
    const rng = Rng.seeded('short');
    expect(() => samplePaths({ history: marketOf('short', 600), published: forecastsOf(), rng })).toThrow(
      expect.objectContaining({ code: 'data.too-little-history' }),
    );
    expect(() => samplePaths({ history: marketOf('none'), published: [], rng })).toThrow(
      expect.objectContaining({ code: 'input.invalid' }),
    );
  });
});

function constantMarket(history: History): History {
  const constant = history.close.map(() => 100);
  return { ...history, open: constant, high: constant, low: constant, close: constant };
}
