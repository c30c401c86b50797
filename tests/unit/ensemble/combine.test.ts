import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learningDecisions } from '../../../domain/ensemble/boundary.ts';
import { combine, type MemberAnswer } from '../../../domain/ensemble/combine.ts';
import { learn } from '../../../domain/ensemble/learn.ts';
import { HOUR_MS } from '../../../domain/market/candles.ts';
import { cdfAt } from '../../../domain/numeric/distribution.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { isCovered } from '../../../domain/scoring/coverage.ts';
import { ascendingQuantiles } from '../scoring/arbitraries.ts';
import { MONDAY, NORMAL_QUANTILES, normalMember, syntheticHistory } from './synthetic.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';

const decisions = learningDecisions(MONDAY, 26);
const shapes = { alpha: 1, beta: 0.8, gamma: 1.4 };
const [learned] = learn({
  history: syntheticHistory({ bars: 9_000, seed: 'combine' }),
  horizonsBars: [4],
  recipe: RECIPE,
  members: Object.entries(shapes).map(([model, scale]) => normalMember(model, decisions, [4], { scale })),
}).horizons;

const normal = (scale: number, shift = 0) => Float64Array.from(NORMAL_QUANTILES, (z) => shift + 0.01 * scale * z);
const answer = (model: string, quantiles: ArrayLike<number> | null): MemberAnswer => ({
  model,
  version: '1',
  quantiles,
  droppedReason: quantiles ? null : 'needs 500 bars, has 400',
});
const members = Object.entries(shapes).map(([model, scale]) => answer(model, normal(scale)));
const baselines = [
  { name: 'climatology', quantiles: normal(1.1), pUp: 0.52 },
  { name: 'random-walk', quantiles: normal(1.2), pUp: 0.5 },
];
/** The last hour fell by 1.65 σ. */
const moves = [-0.8, 0, 0, 0, 0, 0, 0, 0, 0];
const release = { cutoff: MONDAY + 12 * HOUR_MS, horizonHours: 4, members, baselines, learned, moves, recipe: RECIPE };

it('publishes the learned combination: shares sum to 1, p_up agrees with the quantiles, the record is shown', () => {
  const forecast = combine(release);
  expect(forecast.method).toBe('ensemble');
  expect(forecast.members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  for (const { model, weight } of forecast.members) {
    expect(weight).toBeCloseTo(learned.members.find((member) => member.model === model)?.weight ?? -1, 12);
  }
  expect(1 - cdfAt(forecast.quantiles, 0)).toBeCloseTo(forecast.pUp, 9);
  expect(forecast.walkForward).toEqual(learned.walkForward);
  expect(forecast.baselines.map(({ name, pUp }) => [name, pUp])).toEqual([
    ['climatology', 0.52],
    ['random-walk', 0.5],
  ]);
});

it('p_up is the base rate while nothing speaks for a direction, leans once something does, and says when that is proven', () => {
  const believing = (slope: number, logEvidence: number) =>
    combine({ ...release, learned: { ...learned, direction: { coefficients: [-0.05], slope, logEvidence } } });
  expect(believing(0, 5)).toMatchObject({ directional: false, directionProven: false, pUp: 0.52 });
  expect(believing(0.5, 0.1)).toMatchObject({ directional: true, directionProven: false });
  expect(believing(0.5, 0.1).pUp).toBeCloseTo(0.535, 3);
  expect(believing(0.5, Math.log(20))).toMatchObject({ directional: true, directionProven: true });
});

it('members in another order change nothing but the order they are listed in', () => {
  const forecast = combine(release);
  const other = combine({ ...release, members: [members[2], members[0], members[1]] });
  expect(JSON.stringify({ ...other, members: [] })).toBe(JSON.stringify({ ...forecast, members: [] }));
  expect(other.members.map(({ model }) => model)).toEqual(['gamma', 'alpha', 'beta']);
  expect(other.members.toSorted((a, b) => (a.model < b.model ? -1 : 1))).toEqual(forecast.members);
});

it('a dropped member stays listed with its reason and leaves its share to the others, in proportion', () => {
  const whole = combine(release);
  const without = combine({ ...release, members: [answer('alpha', null), ...members.slice(1)] });
  expect(without.members[0]).toMatchObject({ weight: 0, quantiles: null, droppedReason: 'needs 500 bars, has 400' });
  expect(without.members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  const ratio = ({ members }: typeof whole) => Math.log(members[1].weight / members[2].weight);
  expect(ratio(without)).toBeCloseTo(ratio(whole), 9);
});

it('with fewer than two answers the climatology is the forecast, and says so', () => {
  for (const answered of [[], [members[0]]]) {
    const dropped = members.slice(answered.length).map(({ model }) => answer(model, null));
    const forecast = combine({ ...release, members: [...answered, ...dropped] });
    expect(forecast).toMatchObject({ method: 'baseline', directional: false, pUp: 0.52, walkForward: null });
    expect(forecast.members).toHaveLength(3);
    const distance = Math.max(...forecast.quantiles.map((q, i) => Math.abs(q - baselines[0].quantiles[i])));
    expect(distance).toBeLessThan(0.0006);
  }
});

it('without a learned state every member has the same share and nothing is recalibrated', () => {
  const forecast = combine({ ...release, learned: null, baselines: [{ ...baselines[0], pUp: 0.5 }] });
  expect(forecast.members.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  expect(forecast.walkForward).toBeNull();
  forecast.quantiles.forEach((q, i) => expect(q).toBeCloseTo((0.01 * NORMAL_QUANTILES[i] * 3.2) / 3, 9));
});

it('refuses without a climatology to be measured against', () => {
  expect(() => combine({ ...release, baselines: baselines.slice(1) })).toThrow(/climatology.*random-walk/);
});

it('never publishes crossed or infinite quantiles, whatever the members say', () => {
  fc.assert(
    fc.property(
      ascendingQuantiles,
      ascendingQuantiles,
      fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      (a, b, pUp) => {
        const {
          quantiles,
          abstention,
          pUp: published,
        } = combine({
          ...release,
          members: [answer('alpha', a), answer('gamma', b)],
          baselines: [{ ...baselines[0], pUp }],
        });
        expect(quantiles.every(Number.isFinite)).toBe(true);
        expect(quantiles).toEqual(quantiles.toSorted((x, y) => x - y));
        expect(Number.isFinite(abstention)).toBe(true);
        expect(Math.abs(1 - cdfAt(quantiles, 0) - published)).toBeLessThan(0.002);
      },
    ),
  );
});

it('abstention is 0 among members of one mind and grows with their disagreement', () => {
  const between = (apart: number) =>
    combine({ ...release, members: [answer('alpha', normal(1, -apart)), answer('beta', normal(1, apart))] }).abstention;
  expect(between(0)).toBeCloseTo(0, 12);
  expect(between(0.002)).toBeGreaterThan(0);
  expect(between(0.004)).toBeCloseTo(2 * between(0.002), 6);
});

it('a constant market gives a forecast, not a crash', () => {
  const still = new Float64Array(103);
  const forecast = combine({
    ...release,
    members: [answer('alpha', still), answer('beta', still)],
    baselines: [{ name: 'climatology', quantiles: still, pUp: 0 }],
  });
  expect(forecast).toMatchObject({ pUp: 0, abstention: 0 });
  expect(new Set(forecast.quantiles)).toEqual(new Set([0]));
});

it('covers 80 % of a market for which all members are too narrow', () => {
  const history = syntheticHistory({ bars: 9_000, seed: 'narrow market' });
  const narrow = [0.5, 0.7].map((scale, i) => normalMember(`m${i}`, decisions, [4], { scale }));
  const [state] = learn({ history, horizonsBars: [4], members: narrow, recipe: RECIPE }).horizons;
  const forecast = combine({
    ...release,
    members: narrow.map(({ model, forecasts }) => answer(model, forecasts[0].quantiles)),
    learned: state,
  });
  const rng = Rng.seeded('the weeks after');
  const outcomes = Array.from({ length: 4_000 }, () => 0.005 * 2 * rng.normal());
  const covered = outcomes.filter((y) => isCovered(forecast.quantiles, '80', y)).length / outcomes.length;
  expect(
    outcomes.filter((y) => isCovered(narrow[1].forecasts[0].quantiles ?? [], '80', y)).length / 4_000,
  ).toBeLessThan(0.66);
  expect(Math.abs(covered - 0.8)).toBeLessThan(0.05);
});
