import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binFeatures } from '../../../domain/models/boosting/binned.ts';
import { bestRounds, boost } from '../../../domain/models/boosting/boost.ts';
import type { Output, Settings } from '../../../domain/models/boosting/growth.ts';
import { pinballLoss, squaredLoss } from '../../../domain/models/boosting/loss.ts';
import { purgedFolds } from '../../../domain/models/boosting/purged-folds.ts';
import { predict } from '../../../domain/models/boosting/tree.ts';
import { Rng } from '../../../domain/numeric/random.ts';

const ROWS = 3000;
const SETTINGS: Settings = { rounds: 60, depth: 2, rate: 0.2, rowShare: 1, featureShare: 1 };

function uniforms(seed: string, rows = ROWS): Float64Array {
  const rng = Rng.seeded(seed);
  return Float64Array.from({ length: rows }, () => rng.uniform());
}

function normals(seed: string, rows = ROWS): Float64Array {
  const rng = Rng.seeded(seed);
  return Float64Array.from({ length: rows }, () => rng.normal());
}

function mean(targets: Float64Array): Output {
  return { targets, loss: squaredLoss(targets), priorRows: 5 };
}

function quantiles(targets: Float64Array, levels: readonly number[]): Output[] {
  return levels.map((level) => ({ targets, loss: pinballLoss(targets, level), priorRows: 5 }));
}

describe('boosted trees', () => {
  const [x, other] = [uniforms('x'), uniforms('other')];
  const noise = normals('noise');

  it('find a planted step, its place and its height', () => {
    const targets = x.map((value, row) => (value > 0.3 ? 2 : -1) + 0.5 * noise[row]);
    const fit = boost(binFeatures([other, x], 32), [mean(targets)], SETTINGS, Rng.seeded('1'));
    expect(fit.trees[0].features[0]).toBe(1);
    expect(fit.trees[0].thresholds[0]).toBeCloseTo(0.3, 1);
    for (const [at, height] of [
      [0.1, -1],
      [0.25, -1],
      [0.4, 2],
      [0.9, 2],
    ])
      expect(predict(fit, [0.5, at])[0]).toBeCloseTo(height, 0);
  });

  it('find a planted interaction: neither feature alone says when it is on', () => {
    const targets = x.map((value, row) => (value > 0.5 && other[row] > 0.5 ? 3 : 0) + 0.5 * noise[row]);
    const fit = boost(binFeatures([x, other], 32), [mean(targets)], SETTINGS, Rng.seeded('1'));
    const at = (a: number, b: number) => predict(fit, [a, b])[0];
    expect(at(0.8, 0.8)).toBeCloseTo(3, 0);
    for (const off of [at(0.2, 0.8), at(0.8, 0.2), at(0.2, 0.2)]) expect(Math.abs(off)).toBeLessThan(0.3);
  });

  it('tell the quantiles of a distribution whose place and width both move', () => {
    const rows = 12_000;
    const where = uniforms('where', rows);
    const scatter = normals('scatter', rows);
    const widthAt = (value: number) => (value > 0.5 ? 2 : 0.5);
    const targets = where.map((value, row) => 4 * value + widthAt(value) * scatter[row]);
    const slow = { ...SETTINGS, rounds: 300, rate: 0.05 };
    const fit = boost(binFeatures([where], 32), quantiles(targets, [0.1, 0.5, 0.9]), slow, Rng.seeded('1'));
    for (const value of [0.15, 0.35, 0.65, 0.85]) {
      const told = predict(fit, [value]);
      [-1.2816, 0, 1.2816].forEach((z, k) => {
        expect(Math.abs(told[k] - (4 * value + z * widthAt(value))) / widthAt(value)).toBeLessThan(0.3);
      });
    }
  });

  it('predict several outputs from one structure, each as far as there is something to tell', () => {
    const [step, nothing] = [x.map((value) => (value > 0.5 ? 1 : 0)), noise.map((value) => 0.01 * value)];
    const fit = boost(binFeatures([x], 32), [mean(step), mean(nothing)], SETTINGS, Rng.seeded('1'));
    const [low, high] = [predict(fit, [0.2]), predict(fit, [0.8])];
    expect(high[0] - low[0]).toBeCloseTo(1, 1);
    expect(Math.abs(high[1] - low[1])).toBeLessThan(0.01);
  });

  it('are the same for the same seed and other ones for another', () => {
    const targets = x.map((value, row) => value + noise[row]);
    const drawing = { ...SETTINGS, rowShare: 0.5, featureShare: 0.5 };
    const grown = (seed: string) => boost(binFeatures([x, other], 32), [mean(targets)], drawing, Rng.seeded(seed));
    expect(grown('1')).toEqual(grown('1'));
    expect(grown('1')).not.toEqual(grown('2'));
  });

  it('learn nothing from targets that are all equal', () => {
    const targets = new Float64Array(ROWS).fill(3);
    for (const output of [mean(targets), ...quantiles(targets, [0.5])]) {
      const fit = boost(binFeatures([x], 32), [output], SETTINGS, Rng.seeded('1'));
      expect(predict(fit, [0.5])[0]).toBe(3);
    }
  });

  it('take a missing value for a low one', () => {
    const holed = x.map((value) => (value < 0.2 ? Number.NaN : value));
    const targets = x.map((value) => (value > 0.6 ? 1 : 0));
    const fit = boost(binFeatures([holed], 32), [mean(targets)], SETTINGS, Rng.seeded('1'));
    expect(predict(fit, [Number.NaN])[0]).toBeCloseTo(predict(fit, [0.25])[0], 1);
  });
});

describe('early stopping', () => {
  const bars = Int32Array.from({ length: ROWS }, (_, row) => row);
  const columns = ['a', 'b', 'c', 'd', 'e'].map((seed) => uniforms(seed));
  const stopping = {
    folds: purgedFolds(bars, { folds: 2, stretches: 2, targetBars: 1, embargoBars: 0 }),
    patience: 15,
  };
  const best = (targets: Float64Array) =>
    bestRounds(binFeatures(columns, 32), [mean(targets)], SETTINGS, Rng.seeded('1'), stopping);

  it('stops at once where there is only noise', () => {
    const stopped = ['1', '2', '3', '4', '5'].map((seed) => best(normals(`noise ${seed}`)));
    expect(Math.max(...stopped)).toBeLessThanOrEqual(3);
  });

  it('goes on while there is something to learn', () => {
    const noise = normals('noise');
    expect(best(columns[0].map((value, row) => Math.sin(9 * value) + 0.2 * noise[row]))).toBeGreaterThan(20);
  });

  it('is not taken in by targets that overlap, once they are purged', () => {
    const [rows, targetBars] = [800, 24];
    const moves = normals('moves', rows + targetBars);
    const targets = moves.slice(0, rows).map((_, row) => moves.slice(row, row + targetBars).reduce((a, b) => a + b));
    const time = Int32Array.from(targets, (_, row) => row);
    const fine = { ...SETTINGS, rounds: 20, depth: 4, rate: 0.3 };
    const rounds = (purgedBars: number) => {
      const folds = purgedFolds(time, { folds: 80, stretches: 80, targetBars: purgedBars, embargoBars: 0 });
      const features = binFeatures([Float64Array.from(time)], 80);
      return bestRounds(features, [mean(targets)], fine, Rng.seeded('1'), { folds, patience: 20 });
    };
    expect(rounds(0)).toBeGreaterThan(10);
    expect(rounds(targetBars)).toBeLessThanOrEqual(1);
  });
});

describe('purged folds', () => {
  it('hold every row once and learn from none whose target meets a held one, or lies within the embargo', () => {
    const asked = fc.record({
      folds: fc.integer({ min: 2, max: 6 }),
      stretches: fc.integer({ min: 6, max: 12 }),
      targetBars: fc.integer({ min: 1, max: 50 }),
      embargoBars: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(asked, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 20, maxLength: 200 }), (of, steps) => {
        let bar = 0;
        const bars = Int32Array.from(steps, (step) => (bar += step));
        const folds = purgedFolds(bars, of);
        const heldOnce = folds.flatMap(({ held }) => Array.from(held)).sort((a, b) => a - b);
        expect(heldOnce).toEqual(Array.from(bars, (_, row) => row));
        for (const { train, held } of folds) {
          const apart = Math.min(...Array.from(train, (row) => distance(bars[row], held, bars)));
          expect(apart).toBeGreaterThan(of.targetBars + of.embargoBars);
        }
      }),
      { numRuns: 60 },
    );
  });

  function distance(bar: number, held: Int32Array, bars: Int32Array): number {
    return Math.min(...Array.from(held, (row) => Math.abs(bars[row] - bar)));
  }
});

describe('bins', () => {
  it('keep the order: a value is above a cut exactly when its bin is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double(), fc.constant(Number.NaN)), { minLength: 1 }),
        fc.integer({ min: 2, max: 40 }),
        (values, bins) => {
          const { codes, cuts } = binFeatures([Float64Array.from(values)], bins);
          expect(cuts[0].length).toBeLessThan(bins);
          values.forEach((value, row) => {
            cuts[0].forEach((cut, bin) => expect(codes[row] > bin).toBe(value > cut));
          });
        },
      ),
    );
  });

  it('hold about as many rows each', () => {
    const { codes } = binFeatures([normals('bins')], 30);
    const counts = new Array<number>(30).fill(0);
    for (const code of codes) counts[code]++;
    expect(Math.max(...counts)).toBeLessThanOrEqual(ROWS / 30 + 1);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(ROWS / 30 - 1);
  });

  it('are refused by number when a byte cannot hold them', () => {
    expect(() => binFeatures([new Float64Array(3)], 256)).toThrow('256 bins');
  });
});
