import { expect, it } from 'vitest';
import { Rng } from '../../../domain/numeric/random.ts';

it('gives the published xoshiro128** vector for the state 1, 2, 3, 4', () => {
  const rng = Rng.fromState([1, 2, 3, 4]);
  const published = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ];
  expect(published.map(() => rng.nextUint32())).toEqual(published);
});

it('gives equal streams for equal seeds and other streams for other seeds', () => {
  const draw = (seed: string) =>
    Array.from(
      { length: 5 },
      (
        (rng) => () =>
          rng.uniform()
      )(Rng.seeded(seed)),
    );
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

it('draws normals with mean 0, variance 1 and kurtosis 3', () => {
  const rng = Rng.seeded(1);
  const n = 200_000;
  const x = Array.from({ length: n }, () => rng.normal());
  const mean = x.reduce((a, b) => a + b) / n;
  const moment = (k: number) => x.reduce((a, b) => a + (b - mean) ** k, 0) / n;
  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.015);
  expect(Math.abs(moment(4) / moment(2) ** 2 - 3)).toBeLessThan(0.1);
});
