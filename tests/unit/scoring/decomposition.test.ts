import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS } from '../../../domain/numeric/levels.ts';
import { crps } from '../../../domain/scoring/crps.ts';
import { brierDecomposition, crpsDecomposition, quantileDecomposition } from '../../../domain/scoring/decomposition.ts';
import { isotonic } from '../../../domain/scoring/isotonic.ts';

const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('isotonic recalibration', () => {
  it('pools neighbours that would fall, as scikit-learn does', () => {
    const fitted = isotonic([0.1, 0.4, 0.2, 0.9, 0.6, 0.3, 0.6, 0.8], [0, 1, 1, 1, 0, 0, 1, 0], mean);
    expect([...fitted]).toEqual([0, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 0.5]);
  });

  it('never falls where the forecast rises, and keeps the mean', () => {
    const pair = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), (pairs) => {
        const [forecasts, outcomes] = [pairs.map(([p]) => p), pairs.map(([, y]) => y)];
        const fitted = isotonic(forecasts, outcomes, mean);
        const order = forecasts.map((_, i) => i).sort((a, b) => forecasts[a] - forecasts[b]);
        order.slice(1).forEach((i, k) => expect(fitted[i]).toBeGreaterThanOrEqual(fitted[order[k]]));
        expect(mean(fitted)).toBeCloseTo(mean(Float64Array.from(outcomes)), 12);
      }),
    );
  });
});

describe('CORP decompositions', () => {
  it('of the Brier score is what scikit-learn’s isotonic regression gives', () => {
    const index = Array.from({ length: 200 }, (_, i) => i);
    const happened = index.map((i) => Math.cos(1.1 * i) + Math.sin(2.3 * i) > 0.2);
    const parts = brierDecomposition(
      index.map((i) => 0.5 + 0.4 * Math.sin(2.3 * i)),
      happened,
    );
    expect(parts.score).toBeCloseTo(0.17474280917234267, 12);
    expect(parts.miscalibration).toBeCloseTo(0.01695794958748309, 12);
    expect(parts.discrimination).toBeCloseTo(0.08319014041514042, 12);
    expect(parts.uncertainty).toBeCloseTo(0.240975, 12);
  });

  it.each([
    [0.1, 0.5929953132972129, 0.4827558418314135, 0.08948570688439753],
    [0.5, 0.3981749178900504, 0.09510539877004004, 0.17097328842906634],
    [0.9, 0.20335452248288804, 0.09583432981050212, 0.08915038841242202],
  ])('of a quantile at %d is the optimum of the linear programme', (level, score, miscalibration, discrimination) => {
    const index = Array.from({ length: 80 }, (_, i) => i);
    const parts = quantileDecomposition(
      level,
      index.map((i) => 0.5 + Math.sin(0.9 * i)),
      index.map((i) => 1.3 * Math.sin(0.9 * i + 0.4) + Math.cos(2.9 * i)),
    );
    expect(parts.score).toBeCloseTo(score, 10);
    expect(parts.miscalibration).toBeCloseTo(miscalibration, 10);
    expect(parts.discrimination).toBeCloseTo(discrimination, 10);
  });

  it('of the CRPS adds up to the mean CRPS, and a forecast that never changes discriminates nothing', () => {
    const outcomes = Array.from({ length: 60 }, (_, i) => Math.sin(1.7 * i));
    const forecasts = outcomes.map((_, i) => LEVELS.map((level) => (1 + 0.5 * Math.sin(i)) * (level - 0.5)));
    const { score, miscalibration, discrimination, uncertainty } = crpsDecomposition(forecasts, outcomes);
    const direct = outcomes.reduce((sum, outcome, i) => sum + crps(forecasts[i], outcome), 0) / outcomes.length;
    expect(score).toBeCloseTo(direct, 12);
    expect(miscalibration - discrimination + uncertainty).toBeCloseTo(score, 12);
    const same = crpsDecomposition(
      outcomes.map(() => LEVELS),
      outcomes,
    );
    expect(same.discrimination).toBeCloseTo(0, 12);
  });
});
