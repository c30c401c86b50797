import { describe, expect, it } from 'vitest';
import { learningDecisions } from '../../../domain/ensemble/boundary.ts';
import { WEEK_MS } from '../../../domain/market/week.ts';
import { learn } from '../../../domain/ensemble/learn.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/market/candles.ts';
import { earlier, type History } from '../../../domain/market/history.ts';
import { cdfAt } from '../../../domain/numeric/distribution.ts';
import { outcome } from '../../../domain/scoring/outcome.ts';
import { MONDAY, normalMember, syntheticHistory } from './synthetic.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';

const HORIZONS = [4, 12];
const decisions = learningDecisions(MONDAY, 26);
const history = syntheticHistory({ bars: 9_000, seed: 'learn' });
const members = [
  normalMember('sharp', decisions, HORIZONS, { scale: 1 }),
  normalMember('narrow', decisions, HORIZONS, { scale: 0.6 }),
  normalMember('wide', decisions, HORIZONS, { scale: 2 }),
];
const state = learn({ history, horizonsBars: HORIZONS, members, recipe: RECIPE });

describe('what is learned', () => {
  it('ranks members by what they were worth and shares sum to 1 at each horizon', () => {
    for (const horizon of state.horizons) {
      const weight = new Map(horizon.members.map((member) => [member.model, member.weight]));
      expect(weight.get('sharp')).toBeGreaterThan(weight.get('narrow') ?? 1);
      expect(weight.get('narrow')).toBeGreaterThan(weight.get('wide') ?? 1);
      expect(horizon.members.reduce((sum, member) => sum + member.weight, 0)).toBeCloseTo(1, 12);
      expect(horizon.members.every((member) => member.decisions > 350)).toBe(true);
    }
  });

  it('tells how the rehearsal went: decisions, period, skill and coverage of what would have been published', () => {
    const { walkForward } = state.horizons[0];
    expect(walkForward?.decisions).toBeGreaterThan(250);
    expect(Date.parse(walkForward?.to ?? '')).toBe(decisions[decisions.length - 1]);
    expect(Date.parse(walkForward?.from ?? '')).toBeGreaterThan(decisions[60]);
    expect(Math.abs((walkForward?.coverage80 ?? 0) - 0.8)).toBeLessThan(0.06);
    expect(Math.abs(walkForward?.crpsSkillVsClimatology ?? 1)).toBeLessThan(0.03);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});

describe('is a pure function of the candles up to the boundary', () => {
  const bytes = (of: Parameters<typeof learn>[0]) => JSON.stringify(learn(of));

  it('gives the same bytes again, and for members in any order', () => {
    const again = bytes({
      history,
      horizonsBars: HORIZONS,
      members: [members[2], members[0], members[1]],
      recipe: RECIPE,
    });
    expect(again).toBe(JSON.stringify(state));
  });

  it('gives the same bytes from any cutoff of the week, whatever happened after the boundary', () => {
    const week = syntheticHistory({ bars: 9_000 + 100, seed: 'learn', cutoff: MONDAY + 100 * HOUR_MS });
    expect(earlier(week, MONDAY).close).toEqual(history.close);
    expect(bytes({ history: week, horizonsBars: HORIZONS, members, recipe: RECIPE })).toBe(JSON.stringify(state));
    week.close.fill(1, 9_000);
    expect(bytes({ history: week, horizonsBars: HORIZONS, members, recipe: RECIPE })).toBe(JSON.stringify(state));
  });

  it('uses no answer whose outcome the boundary does not know', () => {
    const late = [MONDAY - 2 * HOUR_MS, MONDAY, MONDAY + DAY_MS];
    const longer = members.map(({ model, forecasts }) => ({
      model,
      forecasts: [...forecasts, ...normalMember(model, late, HORIZONS, { scale: 9 }).forecasts],
    }));
    const week = syntheticHistory({ bars: 9_000 + 100, seed: 'learn', cutoff: MONDAY + 100 * HOUR_MS });
    expect(bytes({ history: week, horizonsBars: HORIZONS, members: longer, recipe: RECIPE })).toBe(
      JSON.stringify(state),
    );
  });

  it('does depend on the bars before the boundary', () => {
    const other: History = { ...history, close: history.close.slice() };
    other.close[8_000] *= 1.3;
    expect(bytes({ history: other, horizonsBars: HORIZONS, members, recipe: RECIPE })).not.toBe(JSON.stringify(state));
  });
});

describe('with little to learn from', () => {
  it('shares equally and does not recalibrate', () => {
    const few = decisions.slice(-20);
    const thin = learn({
      history,
      recipe: RECIPE,
      horizonsBars: [4],
      members: [1, 1.3].map((scale, i) => normalMember(`m${i}`, few, [4], { scale })),
    });
    expect(thin.horizons[0]).toMatchObject({ recalibration: null, walkForward: null });
    expect(thin.horizons[0].hourScale).toEqual(Array(24).fill(1));
  });

  it('stands without any past decision: every member has an equal share', () => {
    const young = earlier(history, MONDAY, 2_000);
    const [horizon] = learn({ history: young, horizonsBars: [4], members, recipe: RECIPE }).horizons;
    expect(horizon.members.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(horizon.walkForward).toBeNull();
  });

  it('leaves void decisions out and counts the others', () => {
    const gapped = syntheticHistory({
      bars: 9_000,
      seed: 'learn',
      missing: Array.from({ length: 400 }, (_, i) => 7_000 + i),
    });
    const [horizon] = learn({ history: gapped, horizonsBars: [4], members, recipe: RECIPE }).horizons;
    const resolved = decisions.filter((decision) => Number.isFinite(outcome(gapped, decision, 4)));
    expect(resolved.length).toBeLessThan(decisions.length - 20);
    expect(horizon.members[0].decisions).toBe(resolved.length);
  });
});

it('believes nothing about direction on a walk without one', () => {
  for (const { direction } of state.horizons) expect(direction.logEvidence).toBeLessThan(Math.log(20));
});

it('recalibrates a stream of forecasts that are too narrow back to nominal, by walk-forward and in the state', () => {
  const narrow = [0.55, 0.65].map((scale, i) => normalMember(`narrow${i}`, decisions, [4], { scale }));
  const [horizon] = learn({ history, horizonsBars: [4], members: narrow, recipe: RECIPE }).horizons;
  expect(Math.abs((horizon.walkForward?.coverage80 ?? 0) - 0.8)).toBeLessThan(0.06);
  const published = Float64Array.from(horizon.recalibration?.levels ?? []);
  expect(published[0]).toBeLessThan(0.005);
  expect(cdfAt(narrow[0].forecasts[0].quantiles ?? [], 0)).toBeCloseTo(0.5, 6);
  expect(published[51]).toBeGreaterThan(0.4);
  expect(published[51]).toBeLessThan(0.6);
});

it('a week later the state is another', () => {
  const later = syntheticHistory({ bars: 9_000 + 168, seed: 'learn', cutoff: MONDAY + WEEK_MS });
  const next = learn({ history: later, horizonsBars: [4], members, recipe: RECIPE });
  expect(next.boundary).toBe(MONDAY + WEEK_MS);
});
