import fc from 'fast-check';
import { expect, it } from 'vitest';
import { averageQuantiles, normalised } from '../../../domain/ensemble/average.ts';
import { weighMembers as weighedBy, type MemberLoss } from '../../../domain/ensemble/weights.ts';
import { ascendingQuantiles } from '../scoring/arbitraries.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';

const weighMembers = (records: ReadonlyMap<string, readonly MemberLoss[]>) => weighedBy(records, RECIPE);
const losses = (crps: number, count: number) =>
  Array.from({ length: count }, () => ({ crps, climatologyCrps: 0.01, combinedCrps: 0.01, weight: 1 }));
const record = fc.record({
  crps: fc.double({ min: 0.005, max: 0.02, noNaN: true }),
  count: fc.integer({ min: 0, max: 400 }),
});

it('shares sum to 1 and none is negative, whatever the records', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 12 }), (records) => {
      const members = weighMembers(new Map(records.map(({ crps, count }, i) => [`m${i}`, losses(crps, count)])));
      expect(members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(members.every(({ weight }) => weight >= 0)).toBe(true);
    }),
  );
});

it('a member that was worse on the same decisions gets less', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 400 }),
      fc.double({ min: 0.0001, max: 0.002, noNaN: true }),
      (count, worse) => {
        const [good, bad] = weighMembers(
          new Map([
            ['bad', losses(0.01 + worse, count)],
            ['good', losses(0.01, count)],
          ]),
        ).toSorted((a, b) => b.weight - a.weight);
        expect([good.model, bad.model]).toEqual(['good', 'bad']);
        expect(bad.weight).toBeLessThan(good.weight);
      },
    ),
  );
});

it('shares are equal without a record and spread with its length', () => {
  const shareOfBest = (count: number) =>
    weighMembers(
      new Map([
        ['best', losses(0.0098, count)],
        ['other', losses(0.01, count)],
      ]),
    )[0].weight;
  const shares = [0, 10, 60, 400].map(shareOfBest);
  expect(shares[0]).toBe(0.5);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares[3]).toBeGreaterThan(0.85);
});

it('says what each was worth: skill against climatology on its own decisions, and how many', () => {
  const [best] = weighMembers(new Map([['best', losses(0.0098, 50)]]));
  expect(best).toMatchObject({ model: 'best', decisions: 50, weight: 1 });
  expect(best.skill).toBeCloseTo(0.02, 12);
});

it('counts old decisions less: a member that has become better overtakes', () => {
  const turned = [...losses(0.012, 100).map((loss) => ({ ...loss, weight: 0.1 })), ...losses(0.009, 100)];
  const [steady, improved] = weighMembers(
    new Map([
      ['steady', losses(0.01, 200)],
      ['turned', turned],
    ]),
  );
  expect(improved.weight).toBeGreaterThan(steady.weight);
});

it('averages level by level, between the members, never crossing', () => {
  fc.assert(
    fc.property(ascendingQuantiles, ascendingQuantiles, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
      const average = averageQuantiles([
        { quantiles: a, weight: share },
        { quantiles: b, weight: 1 - share },
      ]);
      expect(average).toEqual(average.toSorted());
      average.forEach((q, i) => {
        expect(q).toBeGreaterThanOrEqual(Math.min(a[i], b[i]) - 1e-12);
        expect(q).toBeLessThanOrEqual(Math.max(a[i], b[i]) + 1e-12);
      });
    }),
  );
});

it('renormalises, equally when nothing is left', () => {
  expect(normalised([0.2, 0.6])).toEqual([0.25, expect.closeTo(0.75, 12)]);
  expect(normalised([0, 0])).toEqual([0.5, 0.5]);
});
