import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { countScenarios, scenarioFrame, scenarios } from '../../../domain/scenarios/barriers.ts';
import { largestRemainder } from '../../../domain/scenarios/largest-remainder.ts';
import type { Paths } from '../../../domain/scenarios/paths.ts';
import { resolveScenario } from '../../../domain/scenarios/resolve.ts';
import { type PriceLevel, SCENARIO_IDS, type ScenarioFrame } from '../../../domain/scenarios/scenario.ts';
import { touchProbabilities } from '../../../domain/scenarios/touches.ts';
import { candlesOf, pathsOf } from './market.ts';

const paths = pathsOf('barriers', 800);
const frameAt = (up: number, down: number): ScenarioFrame => ({
  upper: paths.basePrice * Math.exp(up),
  lower: paths.basePrice * Math.exp(-down),
  deadline: paths.cutoff + 24 * HOUR_MS,
});
const distance = fc.double({ min: 0.001, max: 0.1, noNaN: true });

describe('scenarios', () => {
  it('have probabilities in whole ten-thousandths that sum to exactly 10,000, none of them 0', () => {
    fc.assert(
      fc.property(distance, distance, (up, down) => {
        const made = scenarios(paths, frameAt(up, down), 'BTC/USDT');
        expect(made.map(({ id }) => id)).toEqual(SCENARIO_IDS);
        expect(made.every(({ probabilityPer10k: p }) => Number.isInteger(p) && p > 0)).toBe(true);
        expect(made.reduce((sum, { probabilityPer10k }) => sum + probabilityPer10k, 0)).toBe(10_000);
      }),
      { numRuns: 50 },
    );
  });

  it('are exclusive and exhaustive: every path ends in exactly one, the one that resolves it as candles', () => {
    fc.assert(
      fc.property(distance, distance, (up, down) => {
        // equally near barriers: which is nearer is then a matter of rounding
        fc.pre(Math.abs(up - down) > 1e-9);
        const frame = frameAt(up, down);
        const counts = countScenarios(paths, frame);
        expect(SCENARIO_IDS.reduce((sum, id) => sum + counts[id], 0)).toBe(paths.count);
        const resolved = { 'up-holds': 0, 'up-fades': 0, 'down-holds': 0, 'down-fades': 0, neither: 0 };
        for (let path = 0; path < paths.count; path++) {
          const resolution = resolveScenario(candlesOfPath(paths, path), frame);
          if (resolution !== 'void') resolved[resolution.id]++;
        }
        expect(resolved).toEqual(counts);
      }),
      { numRuns: 5 },
    );
  });

  it('name both barriers and the deadline in every sentence but each another event', () => {
    const made = scenarios(paths, { ...frameAt(0.03, 0.03), upper: 27_500, lower: 26_250.5 }, 'BTC/USDT');
    for (const { event } of made) {
      expect(event).toContain('27,500');
      expect(event).toContain('26,250.5');
      expect(event).toContain('2023-06-02T12:00Z');
    }
    expect(new Set(made.map(({ event }) => event)).size).toBe(5);
  });
});

describe('scenarioFrame', () => {
  const sigma = 0.03;
  const level = (sigmas: number): PriceLevel => ({
    price: paths.basePrice * Math.exp(sigmas * sigma),
    kind: sigmas > 0 ? 'resistance' : 'support',
    strength: 0.5,
    origin: 'pivot',
  });
  const sigmasOf = (price: number) => Math.log(price / paths.basePrice) / sigma;

  it('takes the nearest level on each side that is at least half a σ away', () => {
    const frame = scenarioFrame(paths, [-1.8, -0.9, -0.2, 0.3, 0.7, 1.2].map(level), sigma);
    expect(sigmasOf(frame.upper)).toBeCloseTo(0.7, 3);
    expect(sigmasOf(frame.lower)).toBeCloseTo(-0.9, 3);
    expect(frame.deadline).toBe(paths.cutoff + 24 * HOUR_MS);
  });

  it('goes no farther than two σ, with levels or without', () => {
    for (const levels of [[], [level(2.5), level(-2.9)]]) {
      const frame = scenarioFrame(paths, levels, sigma);
      expect(sigmasOf(frame.upper)).toBeCloseTo(2, 3);
      expect(sigmasOf(frame.lower)).toBeCloseTo(-2, 3);
    }
  });
});

describe('largestRemainder', () => {
  it('stays within one unit of every share and sums to the total', () => {
    const weights = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 100_000 }), (given, total) => {
        const sum = given.reduce((a, b) => a + b, 0);
        const shares = given.map((weight) => weight / sum);
        const units = largestRemainder(shares, total);
        expect(units.reduce((a, b) => a + b, 0)).toBe(total);
        units.forEach((unit, i) => expect(Math.abs(unit - shares[i] * total)).toBeLessThan(1 + 1e-6));
      }),
    );
  });

  it('gives the units left to the largest remainders', () => {
    expect(largestRemainder([0.249, 0.251, 0.5], 10)).toEqual([2, 3, 5]);
  });
});

describe('touchProbabilities', () => {
  it('fall with distance and grow with time; the base price is always touched', () => {
    const prices = [0, 0.01, 0.02, 0.04].map((x) => paths.basePrice * Math.exp(x));
    const touches = touchProbabilities(paths, prices, [4, 24]);
    const of = (i: number, hours: number) =>
      touches.find((t) => t.price === prices[i] && t.horizonHours === hours)?.probability ?? Number.NaN;
    expect(of(0, 4)).toBe(1);
    for (const hours of [4, 24]) for (const i of [1, 2, 3]) expect(of(i, hours)).toBeLessThan(of(i - 1, hours));
    for (const i of [1, 2, 3]) expect(of(i, 24)).toBeGreaterThan(of(i, 4));
  });

  it('agree with the scenarios where the other barrier is out of reach', () => {
    const frame = frameAt(0.02, 5);
    const counts = countScenarios(paths, frame);
    const [{ probability }] = touchProbabilities(paths, [frame.upper], [24]);
    expect(probability).toBe((counts['up-holds'] + counts['up-fades']) / paths.count);
  });
});

function candlesOfPath({ open, high, low, close, bars, cutoff, basePrice }: Paths, path: number) {
  const price = (log: number) => basePrice * Math.exp(log);
  return candlesOf(
    HOUR_MS,
    Array.from({ length: bars }, (_, bar) => {
      const at = path * bars + bar;
      return [cutoff + bar * HOUR_MS, price(open[at]), price(high[at]), price(low[at]), price(close[at])] as const;
    }),
  );
}
