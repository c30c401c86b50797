import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortedFast } from '../../../domain/numeric/sort.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

it('sorts any finite sample as the engine does, and leaves the sample alone', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(finite, fc.constantFrom(0, 1, 2, 1e300)), { maxLength: 300 }), (values) => {
      const sample = Float64Array.from(values, (value) => value + 0);
      const before = sample.slice();
      expect(sortedFast(sample)).toEqual(sample.toSorted().map((value) => value + 0));
      expect(sample).toEqual(before);
    }),
  );
});

it('sorts a dense sample with one absurd outlier, and a constant one', () => {
  const dense = Float64Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5000);
  dense[17] = 1e12;
  expect(sortedFast(dense)).toEqual(dense.toSorted());
  expect(sortedFast(new Float64Array(500).fill(3))).toEqual(new Float64Array(500).fill(3));
});
