import { describe, expect, it } from 'vitest';
import { combine } from '../../../domain/ensemble/combine.ts';
import type { HorizonState } from '../../../domain/ensemble/learned-state.ts';
import {
  type Block,
  type BlockEffects,
  blockEffects,
  causeOf,
  type Combined,
  isMiss,
} from '../../../domain/ensemble/miss-cause.ts';
import { quantileAt } from '../../../domain/numeric/distribution.ts';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { Rng } from '../../../domain/numeric/random.ts';
import { MONDAY, NORMAL_QUANTILES } from './synthetic.ts';
import { RECIPE } from '../../../domain/ensemble/recipe.ts';

const normal = (scale: number, shift = 0) => Float64Array.from(NORMAL_QUANTILES, (z) => shift + scale * z);

/** Reads the levels nearer to the middle: intervals become narrower than they should be. */
const SQUEEZED = { levels: LEVELS.map((level) => 0.5 + (level - 0.5) * 0.55) };

/** A market whose σ the members know, with what is planted. */
function decision(rng: Rng, planted: Block | null): { from: Combined; outcome: number } {
  const sigma = 0.01 * Math.exp(0.35 * rng.normal());
  const member = (model: string, quantiles: ArrayLike<number>) => ({
    model,
    version: '1',
    quantiles,
    droppedReason: null,
  });
  const astray = planted === 'prices' ? 3 * sigma : 0;
  const carriers = ['boosted-trees', 'har-x', 'stochastic-volatility'].map((name) =>
    member(name, normal(sigma * (1 + 0.03 * rng.normal()), astray)),
  );
  const analogues = member('analogues', planted === 'similarity' ? normal(0.2 * sigma, 3 * sigma) : normal(sigma));
  const shares = planted === 'similarity' ? [0.7, 0.1, 0.1, 0.1] : [0.25, 0.25, 0.25, 0.25];
  const learned: HorizonState = {
    horizonBars: 4,
    members: ['analogues', 'boosted-trees', 'har-x', 'stochastic-volatility'].map((model, i) => ({
      ...{ model, decisions: 100, skill: 0.03, weight: shares[i] },
    })),
    hourScale: new Array<number>(24).fill(1),
    recalibration: planted === 'calibration' ? SQUEEZED : null,
    direction: { coefficients: [planted === 'direction' ? 0.45 : 0.01], slope: 1, logEvidence: 1 },
    walkForward: null,
  };
  const moves = Float64Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  const from: Combined = {
    ...{ cutoff: MONDAY, horizonHours: 4, members: [analogues, ...carriers], learned, moves, recipe: RECIPE },
    baselines: [{ name: 'climatology', quantiles: normal(0.0108), pUp: 0.5 }],
  };
  return { from, outcome: sigma * quantileAt(NORMAL_QUANTILES, 0.001 + 0.998 * rng.uniform()) };
}

/** As many misses as asked for, with their effects. */
function misses(planted: Block | null, count: number, seed: string): BlockEffects[] {
  const rng = Rng.seeded(seed);
  const found: BlockEffects[] = [];
  while (found.length < count) {
    const { from, outcome } = decision(rng, planted);
    if (isMiss(combine(from).quantiles, outcome)) found.push(blockEffects(from, outcome));
  }
  return found;
}

function hits(count: number): BlockEffects[] {
  const rng = Rng.seeded('hits');
  const found: BlockEffects[] = [];
  while (found.length < count) {
    const { from, outcome } = decision(rng, null);
    if (!isMiss(combine(from).quantiles, outcome)) found.push(blockEffects(from, outcome));
  }
  return found;
}

describe('the cause of a miss', () => {
  const usual = hits(120);
  const share = (effects: readonly BlockEffects[], cause: string) =>
    effects.filter((each) => causeOf(each, usual) === cause).length / effects.length;

  it.each(['similarity', 'calibration', 'prices'] as const)(
    'is found in four of five cases where %s was spoiled',
    (block) => {
      expect(share(misses(block, 60, block), block)).toBeGreaterThanOrEqual(0.8);
    },
  );

  it('is direction in four of five cases where a wrong lean was planted', () => {
    expect(share(misses('direction', 60, 'direction'), 'direction')).toBeGreaterThanOrEqual(0.8);
  });

  it('is chance in nine of ten cases where nothing is wrong', () => {
    expect(share(misses(null, 100, 'nothing'), 'expected-miss')).toBeGreaterThanOrEqual(0.9);
  });

  it('is not told before it is known what is usual', () => {
    const [miss] = misses('calibration', 1, 'one');
    expect(causeOf(miss, usual.slice(0, 29))).toBeNull();
  });
});
