import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageQuantiles } from '../../../domain/ensemble/average.ts';
import { learningDecisions } from '../../../domain/ensemble/boundary.ts';
import { issue } from '../../../domain/ensemble/issue.ts';
import { learn } from '../../../domain/ensemble/learn.ts';
import { type StackingRow, stackedShares } from '../../../domain/ensemble/stacking.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { REGIMES } from '../../../domain/regime/regime.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { MONDAY, NORMAL_QUANTILES, normalMember, syntheticHistory } from './synthetic.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';

const normal = (scale: number, shift = 0) => Float64Array.from(NORMAL_QUANTILES, (z) => shift + scale * z);

/** Standard normal outcomes; every member always says the same. */
function rowsOf(members: readonly Float64Array[], count: number): StackingRow[] {
  const rng = Rng.seeded('stacking');
  const climatology = normal(1);
  return Array.from({ length: count }, () => {
    const outcome = rng.normal();
    return { outcome, climatologyCrps: crps(climatology, outcome), weight: 1, quantiles: members };
  });
}

const lossOf = (rows: readonly StackingRow[], shares: readonly number[]) =>
  rows.reduce(
    (sum, { outcome, quantiles }) =>
      sum + crps(averageQuantiles(quantiles.map((own, m) => ({ quantiles: own, weight: shares[m] }))), outcome),
    0,
  );

describe('stacked shares', () => {
  it('sum to 1 and are never negative, whatever is stacked', () => {
    const scale = fc.double({ min: 0, max: 4, noNaN: true });
    fc.assert(
      fc.property(fc.array(scale, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 40 }), (scales, count) => {
        const members = scales.map((each) => normal(each));
        const shares = stackedShares(
          rowsOf(members, count),
          members.map(() => 1),
        );
        expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
        expect(shares.every((share) => share >= 0)).toBe(true);
      }),
    );
  });

  it('are the prior without a decision, and near it with few', () => {
    const members = [normal(1), normal(1.2)];
    expect(stackedShares([], [0.25, 0.75])).toEqual([0.25, 0.75]);
    const [few, many] = [10, 400].map((count) => stackedShares(rowsOf(members, count), [0.5, 0.5])[0]);
    expect(few).toBeGreaterThan(0.5);
    expect(many).toBeGreaterThan(few);
  });

  it('mix the too narrow with the too wide where each alone is wrong, which own worth cannot see', () => {
    const rows = rowsOf([normal(0.6), normal(1.4), normal(1.5)], 800);
    const shares = stackedShares(rows, [1, 1, 1]);
    expect(0.6 * shares[0] + 1.4 * shares[1] + 1.5 * shares[2]).toBeCloseTo(1, 1);
    expect(lossOf(rows, shares)).toBeLessThan(lossOf(rows, [1 / 3, 1 / 3, 1 / 3]));
  });
});

const HORIZONS = [4];
const decisions = learningDecisions(MONDAY, 26);
const history = syntheticHistory({ bars: 9_000, seed: 'shares' });
const members = [
  normalMember('narrow', decisions, HORIZONS, { scale: 0.6 }),
  normalMember('wide', decisions, HORIZONS, { scale: 1.4 }),
  normalMember('wider', decisions, HORIZONS, { scale: 1.5 }),
];
const learned = (shares?: Parameters<typeof learn>[0]['shares']) =>
  learn({ history, horizonsBars: HORIZONS, members, recipe: RECIPE, ...(shares && { shares }) }).horizons[0];
const weights = ({ members: records }: ReturnType<typeof learned>) => records.map(({ weight }) => weight);

describe('what shares follow from', () => {
  it('is own worth where nothing is said: the same bytes as before there was a choice', () => {
    expect(JSON.stringify(learned())).toBe(JSON.stringify(learned('own')));
    expect(learned()).not.toHaveProperty('byRegime');
  });

  it('stacked, they are nearer to the right width, out of sample in every rehearsed week', () => {
    const width = (shares: readonly number[]) => 0.6 * shares[0] + 1.4 * shares[1] + 1.5 * shares[2];
    const [own, stacked] = [learned('own'), learned('stacked')];
    expect(Math.abs(width(weights(stacked)) - 1)).toBeLessThan(Math.abs(width(weights(own)) - 1));
    expect(weights(stacked).reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
    expect(stacked.walkForward?.decisions).toBe(own.walkForward?.decisions);
  });

  it('by regime, they differ from the common ones only while the market is in one that was seen', () => {
    const wild = new Map(
      decisions.map((decision, i) => [decision, i % 2 === 0 ? ('crash' as const) : ('range' as const)]),
    );
    const state = learned({ byRegime: wild });
    expect(Object.keys(state.byRegime ?? {}).sort()).toEqual(['crash', 'range']);
    expect(weights(state)).not.toEqual(state.byRegime?.crash);
    const answers = members.map(({ model, forecasts }) => ({ model, quantiles: forecasts[0].quantiles ?? [] }));
    const at = { decision: MONDAY, baseRate: 0.5, moves: new Float64Array(9) };
    for (const regime of REGIMES) {
      const shares = state.byRegime?.[regime] ?? weights(state);
      issue(answers, state, { ...at, regime }, RECIPE).weights.forEach((weight, i) =>
        expect(weight).toBeCloseTo(shares[i], 12),
      );
      expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
    }
  });
});
