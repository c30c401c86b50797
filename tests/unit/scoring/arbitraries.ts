import fc from 'fast-check';
import { LEVELS } from '../../../domain/numeric/levels.ts';

/** Any non-decreasing finite quantiles of returns to nine decimals, shape (103), ties included. */
export const ascendingQuantiles: fc.Arbitrary<Float64Array> = fc
  .array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: LEVELS.length, maxLength: LEVELS.length })
  .map((values) => Float64Array.from(values, (value) => Math.round(value * 1e9) / 1e9).sort());

/** The same without ties: quantiles that rise by at least 1e-6 a level. */
export const risingQuantiles: fc.Arbitrary<Float64Array> = ascendingQuantiles.map((quantiles) =>
  quantiles.map((q, i) => q + 1e-6 * i),
);
