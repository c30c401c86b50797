import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { estimateTurbulence } from '../../../domain/regime/baum-welch.ts';
import { initialTurbulence, logRange, turbulenceStep } from '../../../domain/regime/turbulence.ts';
import { simulatedMarket } from './simulated-market.ts';

const BARS = 6_000;
const SIGMAS = [0.002, 0.005, 0.014];

/** A chain that stays four days on average. */
function plantedChain(): number[] {
  const rng = Rng.seeded('chain');
  let state = 0;
  return Array.from({ length: BARS }, () => {
    if (rng.uniform() < 0.01) state = (state + 1 + rng.below(2)) % 3;
    return state;
  });
}

const planted = plantedChain();
const market = simulatedMarket(BARS, 'switching', (i) => ({ sigma: SIGMAS[planted[i]] }));
const ranges = market.high.map((high, i) => logRange(high, market.low[i]));
const hours = Array.from(market.openTime, (time) => Math.floor(time / HOUR_MS) % 24);
const model = estimateTurbulence(ranges, hours);

function filtered(seen: Float64Array): (readonly number[])[] {
  let state = initialTurbulence();
  return Array.from(seen, (x, i) => {
    state = turbulenceStep(model, state, x, hours[i]);
    return state;
  });
}

describe('the turbulence filter', () => {
  it('finds the planted states of a switching market while it sees only the past', () => {
    const path = filtered(ranges);
    const named = path.map((state) => state.indexOf(Math.max(...state)));
    const right = named.filter((state, i) => state === planted[i]).length / BARS;
    expect(right).toBeGreaterThan(0.95);
  });

  it('estimates the volatilities and the persistence that were planted', () => {
    const logRangeOf = (state: number) => {
      const inside = ranges.filter((_, i) => planted[i] === state);
      return inside.reduce((sum, x) => sum + x, 0) / inside.length;
    };
    SIGMAS.forEach((_, state) => {
      expect(Math.abs(model.means[state] - logRangeOf(state))).toBeLessThan(0.05);
      expect(model.transition[state][state]).toBeGreaterThan(0.98);
      expect(model.transition[state].reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
    });
  });

  it('gives the same bytes for the same sample', () => {
    expect(JSON.stringify(estimateTurbulence(ranges, hours))).toBe(JSON.stringify(model));
  });

  it('takes the hour of the day out of the range', () => {
    const daily = ranges.map((x, i) => x + (hours[i] === 14 ? 1 : 0));
    const { hourProfile } = estimateTurbulence(daily, hours);
    expect(hourProfile[14] - hourProfile[3]).toBeCloseTo(model.hourProfile[14] - model.hourProfile[3] + 1, 9);
  });

  it('judges a bar by its hour: the same surprise above the profile is the same evidence', () => {
    const lively = { ...model, hourProfile: model.hourProfile.map((x, hour) => x + (hour === 14 ? 1 : 0)) };
    const usual = turbulenceStep(model, initialTurbulence(), -5, 14);
    expect(turbulenceStep(lively, initialTurbulence(), -4, 14)).toEqual(usual);
    expect(turbulenceStep(lively, initialTurbulence(), -5, 14)).not.toEqual(usual);
  });

  it('names the states by rising volatility, even where rare extremes make the estimate swap them', () => {
    for (const seed of [370, 378, 382]) {
      const rng = Rng.seeded(seed);
      const wild = Float64Array.from({ length: 300 }, () => -5 + (rng.uniform() < 0.1 ? 4 : 0.05) * rng.normal());
      const { means } = estimateTurbulence(wild, hours);
      expect(means).toEqual(means.toSorted((a, b) => a - b));
    }
  });

  it('keeps probabilities that sum to 1, whatever it is shown', () => {
    const anything = fc.oneof(fc.double({ min: -12, max: 5, noNaN: true }), fc.constant(Number.NaN), fc.constant(-1e6));
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 50 }), (seen) => {
        for (const state of filtered(Float64Array.from(seen))) {
          expect(state.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 9);
          expect(Math.min(...state)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('forgets over missing bars: after a long gap it knows only the long run', () => {
    const gap = new Float64Array(3_000).fill(Number.NaN);
    const [fromCalm, fromTurbulent] = [-9, -3].map((x) => filtered(Float64Array.of(x, x, x, ...gap)).at(-1) ?? []);
    fromCalm.forEach((probability, k) => expect(probability).toBeCloseTo(fromTurbulent[k], 6));
  });

  it('is defined for a market that stands still', () => {
    const still = new Float64Array(1_000).fill(logRange(5, 5));
    const { means, spreads } = estimateTurbulence(still, hours);
    expect([...means, ...spreads].every(Number.isFinite)).toBe(true);
  });
});
