import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS, levelIndex } from '../../../domain/numeric/levels.ts';
import { kernelWeight, neighbourDistribution, weightedGridQuantiles } from '../../../domain/similarity/distribution.ts';
import type { SimilarWindows } from '../../../domain/similarity/neighbour.ts';

function similar(rows: readonly (readonly [distance: number, outcome: number | null])[]): SimilarWindows {
  return {
    spaceId: 'x',
    asked: rows.length,
    verdict: 'enough',
    neighbours: rows.map(([distance, outcome], i) => ({ closeTime: i, distance, outcomes: { 4: outcome } })),
  };
}

describe('what followed the similar windows', () => {
  it('counts only outcomes that are known, and is null where none is', () => {
    expect(neighbourDistribution(similar([[1, null]]), 4)).toBeNull();
    expect(neighbourDistribution(similar([[1, 0.1]]), 12)).toBeNull();
    expect(
      neighbourDistribution(
        similar([
          [1, null],
          [2, 0.1],
        ]),
        4,
      ),
    ).toMatchObject({ count: 1, shareUp: 1 });
  });

  it('listens more to nearer windows, and to all alike when they are equally near', () => {
    const near = neighbourDistribution(
      similar([
        [1, 0.1],
        [4, -0.1],
        [2, 0.1],
      ]),
      4,
    );
    expect(near?.shareUp).toBeGreaterThan(2 / 3);
    expect(
      neighbourDistribution(
        similar([
          [0, 0.1],
          [0, -0.1],
          [0, 0],
        ]),
        4,
      )?.shareUp,
    ).toBeCloseTo(1 / 3, 12);
    expect(kernelWeight(2, 2)).toBeCloseTo(Math.exp(-0.5), 12);
  });

  it('has the median of an equally weighted sample, and never leaves the sample', () => {
    const quantiles = weightedGridQuantiles(Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(1, 1, 1, 1, 1));
    expect(quantiles[levelIndex(0.5)]).toBe(3);
    expect(quantiles[levelIndex(0.3)]).toBeCloseTo(2, 12);
    expect([quantiles[0], quantiles[LEVELS.length - 1]]).toEqual([1, 5]);
  });

  it('has quantiles that never cross and never leave the sample', () => {
    const row = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const sorted = rows.toSorted((a, b) => a[0] - b[0]);
        const quantiles = weightedGridQuantiles(
          Float64Array.from(sorted, ([value]) => value),
          Float64Array.from(sorted, ([, weight]) => weight),
        );
        quantiles.forEach((q, i) => {
          expect(q).toBeGreaterThanOrEqual(i === 0 ? sorted[0][0] : quantiles[i - 1]);
          expect(q).toBeLessThanOrEqual(sorted[sorted.length - 1][0]);
        });
      }),
    );
  });
});
