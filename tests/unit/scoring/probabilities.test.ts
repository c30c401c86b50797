import fc from 'fast-check';
import { expect, it } from 'vitest';
import { brier, multiClassBrier } from '../../../domain/scoring/brier.ts';
import { multiClassLogScore } from '../../../domain/scoring/log-score.ts';

const probability = fc.double({ min: 0.01, max: 0.99, noNaN: true });

it('Brier is the squared distance from what happened, and over two classes twice that', () => {
  expect(brier(0.7, true)).toBeCloseTo(0.09, 12);
  expect(brier(0.7, false)).toBeCloseTo(0.49, 12);
  expect(multiClassBrier([0.7, 0.3], 0)).toBeCloseTo(0.18, 12);
  expect(multiClassBrier([0.2, 0.5, 0.3], 1)).toBeCloseTo(0.04 + 0.25 + 0.09, 12);
});

it('the log score charges −ln of the probability of the class that came', () => {
  expect(multiClassLogScore([0.25, 0.75], 0)).toBeCloseTo(Math.log(4), 12);
  expect(multiClassLogScore([1, 0], 1)).toBe(Number.POSITIVE_INFINITY);
});

it('both are proper: stating the true probability has the least expected score', () => {
  fc.assert(
    fc.property(probability, probability, (truth, stated) => {
      const expected = (score: (p: number, up: boolean) => number, p: number) =>
        truth * score(p, true) + (1 - truth) * score(p, false);
      const log = (p: number, up: boolean) => multiClassLogScore([p, 1 - p], up ? 0 : 1);
      expect(expected(brier, truth)).toBeLessThanOrEqual(expected(brier, stated) + 1e-12);
      expect(expected(log, truth)).toBeLessThanOrEqual(expected(log, stated) + 1e-12);
    }),
  );
});
