import { describe, expect, it } from 'vitest';
import { Rng } from '../../../domain/numeric/random.ts';
import { reliability } from '../../../domain/scoring/reliability.ts';
import { abstentionGain, riskCoverage } from '../../../domain/scoring/risk-coverage.ts';

describe('risk and coverage', () => {
  const rows = [
    { score: 1, loss: 1, referenceLoss: 2 },
    { score: 2, loss: 2, referenceLoss: 2 },
    { score: 3, loss: 3, referenceLoss: 2 },
  ];

  it('adds the least sure last', () => {
    expect(riskCoverage(rows).map(({ risk }) => risk)).toEqual([0.5, 0.75, 1]);
    expect(riskCoverage(rows, [2, 0, 1])).toEqual([
      { coverage: 2 / 3, risk: 0.5 },
      { coverage: 1, risk: 5 / 6 },
    ]);
  });

  it('gains by a score that knows where the forecast is weak, and loses by its reverse', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ score: i, loss: 1 + i / 200, referenceLoss: 2 }));
    const gain = abstentionGain(many);
    expect(gain).toBeCloseTo(0.1125, 12);
    const reversed = many.toReversed().map((row, i) => ({ ...row, score: i }));
    expect(abstentionGain(reversed)).toBeLessThan(-0.1);
  });
});

describe('reliability', () => {
  const probabilities = Array.from({ length: 1_800 }, (_, i) => 0.3 + (0.4 * i) / 1_800);

  it('of a forecaster who is right stays below what chance makes of it, whoever draws', () => {
    const rng = Rng.seeded('right');
    const happened = probabilities.map((p) => rng.uniform() < p);
    const { bins, error, chanceError } = reliability(probabilities, happened, Rng.seeded('band'));
    expect(bins.map(({ count }) => count)).toEqual(Array.from({ length: 10 }, () => 180));
    expect(error).toBeLessThan(chanceError);
    expect(chanceError).toBeCloseTo(0.041, 2);
  });

  it('of one who is ten points off does not', () => {
    const rng = Rng.seeded('wrong');
    const happened = probabilities.map((p) => rng.uniform() < p + 0.1);
    const { error, chanceError } = reliability(probabilities, happened, Rng.seeded('band'));
    expect(error).toBeGreaterThan(2 * chanceError);
  });
});
