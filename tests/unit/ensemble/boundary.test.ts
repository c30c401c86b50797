import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learnedKey, learningDecisions } from '../../../domain/ensemble/boundary.ts';
import { WEEK_MS, weeklyBoundary } from '../../../domain/market/week.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { MONDAY } from './synthetic.ts';
import { RECIPE, RECIPES } from '../../../domain/ensemble/recipe.ts';

const instant = fc.integer({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2035, 0, 1) });
const monday = instant.map(weeklyBoundary);

it('learns from fourteen decisions a week, ascending, every outcome known at the boundary', () => {
  fc.assert(
    fc.property(monday, fc.integer({ min: 1, max: 60 }), (boundary, weeks) => {
      const decisions = learningDecisions(boundary, weeks);
      expect(Math.abs(decisions.length - 14 * weeks)).toBeLessThanOrEqual(1);
      expect(decisions).toEqual(decisions.toSorted((a, b) => a - b));
      expect(decisions[decisions.length - 1]).toBeLessThanOrEqual(boundary - DAY_MS);
      expect(decisions[0]).toBeGreaterThan(boundary - DAY_MS - weeks * WEEK_MS);
    }),
  );
});

it('meets every hour of the day equally often, on the hour, twelve to thirteen hours apart', () => {
  const decisions = learningDecisions(MONDAY, 24);
  const perHour = new Map<number, number>();
  for (const decision of decisions) {
    const hour = (decision % DAY_MS) / HOUR_MS;
    perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
  }
  expect([...perHour.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
  expect(Math.max(...perHour.values()) - Math.min(...perHour.values())).toBeLessThanOrEqual(1);
  const steps = new Set(decisions.slice(1).map((decision, i) => (decision - decisions[i]) / HOUR_MS));
  expect([...steps].every((hours) => [1, 12, 13].includes(hours))).toBe(true);
});

it('sees the same decisions from later boundaries, so that what was computed for them can be kept', () => {
  const [earlier, later] = [learningDecisions(MONDAY, 10), learningDecisions(MONDAY + WEEK_MS, 11)];
  expect(later.filter((decision) => decision <= MONDAY - DAY_MS)).toEqual(earlier);
});

it('names a learned state by candles, code, horizons, week and recipe, and by nothing else', () => {
  const of = {
    candleHash: 'ab12',
    codeVersion: '1.2.0+dirty',
    horizonsHours: [4, 12, 24],
    boundary: MONDAY,
    recipe: RECIPE,
  };
  expect(learnedKey(of)).toBe('2023-06-05_4-12-24h_1-2-0-dirty_ab12');
  const others = [
    { ...of, candleHash: 'ab13' },
    { ...of, codeVersion: '1.2.1' },
    { ...of, horizonsHours: [4, 12] },
    { ...of, boundary: MONDAY + WEEK_MS },
    ...RECIPES.slice(1).map((recipe) => ({ ...of, recipe })),
  ].map(learnedKey);
  expect(new Set([learnedKey(of), ...others]).size).toBe(5 + RECIPES.length - 1);
});
