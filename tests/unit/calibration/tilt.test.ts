import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tilt } from '../../../domain/calibration/tilt.ts';
import { cdfAt, quantileAt } from '../../../domain/numeric/distribution.ts';
import { NORMAL_QUANTILES } from '../ensemble/synthetic.ts';

const shape = fc.record({
  shift: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
  scale: fc.double({ min: 0.003, max: 0.1, noNaN: true }),
});
const quantilesOf = ({ shift, scale }: { shift: number; scale: number }) =>
  Float64Array.from(NORMAL_QUANTILES, (z) => shift + scale * z);

it('makes 1 − F(0) equal p_up, for any forecast and any p_up near it', () => {
  fc.assert(
    fc.property(shape, fc.double({ min: -0.15, max: 0.15, noNaN: true }), (of, lean) => {
      const quantiles = quantilesOf(of);
      const wanted = Math.min(0.97, Math.max(0.03, 1 - cdfAt(quantiles, 0) + lean));
      const tilted = tilt(quantiles, wanted);
      expect(tilted.pUp).toBe(wanted);
      expect(Math.abs(1 - cdfAt(tilted.quantiles, 0) - wanted)).toBeLessThan(1e-9);
    }),
  );
});

it('never crosses and stays finite', () => {
  fc.assert(
    fc.property(shape, fc.double({ min: 0, max: 1, noNaN: true }), (of, pUp) => {
      const { quantiles } = tilt(quantilesOf(of), pUp);
      expect(quantiles.every(Number.isFinite)).toBe(true);
      expect(quantiles).toEqual(quantiles.toSorted());
    }),
  );
});

it('keeps the shape on each side: below 0 the CDF is multiplied by (1−p)/F(0), above its rest by p/(1−F(0))', () => {
  const quantiles = Float64Array.from(NORMAL_QUANTILES, (z) => 0.001 + 0.01 * z);
  const below = cdfAt(quantiles, 0);
  const tilted = tilt(quantiles, 0.6).quantiles;
  for (const x of [-0.02, -0.01, -0.005]) {
    expect(cdfAt(tilted, x)).toBeCloseTo((cdfAt(quantiles, x) * 0.4) / below, 2.7);
  }
  for (const x of [0.005, 0.01, 0.02]) {
    expect(1 - cdfAt(tilted, x)).toBeCloseTo(((1 - cdfAt(quantiles, x)) * 0.6) / (1 - below), 2.7);
  }
  expect(quantileAt(tilted, 0.4)).toBeCloseTo(0, 4);
});

it('leaves a forecast that already agrees as it is', () => {
  const quantiles = Float64Array.from(NORMAL_QUANTILES, (z) => 0.01 * z);
  tilt(quantiles, 1 - cdfAt(quantiles, 0)).quantiles.forEach((q, i) => expect(q).toBeCloseTo(quantiles[i], 12));
});

it('cannot tilt a constant market and answers with its own probability', () => {
  expect(tilt(new Float64Array(103), 0.5)).toEqual({ quantiles: new Float64Array(103), pUp: 0 });
});
